SELECT p.* FROM spend p WHERE (p.day, p.channel, p.campaign) IN (SELECT day, channel, campaign FROM changed_spend)

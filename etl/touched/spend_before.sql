SELECT c.day, c.channel, c.amount, c.impressions, c.clicks, c.conversions FROM changed_spend c WHERE c.existed

SELECT p.* FROM spend p JOIN touched_spend t ON t.day = p.day AND t.channel = p.channel AND t.campaign = p.campaign

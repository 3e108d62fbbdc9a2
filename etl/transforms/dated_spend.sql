-- Ad spend under its marketing channel; its day is the ad account's, taken as given.
SELECT
    p.day,
    coalesce(s.channel, 'other') AS channel,
    CASE WHEN s.channel IS NULL THEN p.channel END AS unknown_channel,
    p.amount,
    p.impressions,
    p.clicks,
    p.conversions
FROM spend p
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(p.channel))

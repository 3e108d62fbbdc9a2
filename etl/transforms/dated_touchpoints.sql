-- Touchpoints with their local day and marketing channel.
SELECT
    t.customer_id,
    t.touched_at,
    (t.touched_at AT TIME ZONE :zone)::date AS day,
    coalesce(s.channel, 'other') AS channel,
    CASE WHEN s.channel IS NULL THEN t.channel END AS unknown_channel
FROM touchpoints t
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(t.channel))

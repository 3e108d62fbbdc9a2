-- Orders with their local day, marketing channel, and the day and channel of their customer's first order.
-- The id decides between two orders of one moment; it is compared byte by byte, the same under every collation.
SELECT
    o.id,
    o.customer_id,
    o.ordered_at,
    (o.ordered_at AT TIME ZONE :zone)::date AS day,
    coalesce(s.channel, 'other') AS channel,
    o.gross_amount,
    o.cogs,
    o.subscription_id,
    o.interval_months,
    first_value((o.ordered_at AT TIME ZONE :zone)::date) OVER of_customer AS first_day,
    first_value(coalesce(s.channel, 'other')) OVER of_customer AS first_channel,
    row_number() OVER of_customer = 1 AS is_first
FROM orders o
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(o.channel))
WINDOW of_customer AS (PARTITION BY o.customer_id ORDER BY o.ordered_at, o.id COLLATE "C")

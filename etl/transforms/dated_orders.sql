-- Orders with their local day and marketing channel (and its spelling, where no mapping knows it), the day and channel of their customer's first order, and the day of
-- the customer's next one (the same day, where there are several).
-- The id decides between two orders of one moment; it is compared byte by byte, the same under every collation.
SELECT
    id,
    customer_id,
    ordered_at,
    day,
    channel,
    unknown_channel,
    gross_amount,
    cogs,
    subscription_id,
    interval_months,
    first_value(day) OVER of_customer AS first_day,
    first_value(channel) OVER of_customer AS first_channel,
    row_number() OVER of_customer = 1 AS is_first,
    -- By day, not by moment: where clocks go back over midnight, a later moment lies on an earlier day.
    lead(day) OVER by_day AS next_day
FROM (
    SELECT
        o.id,
        o.customer_id,
        o.ordered_at,
        (o.ordered_at AT TIME ZONE :zone)::date AS day,
        coalesce(s.channel, 'other') AS channel,
        CASE WHEN s.channel IS NULL THEN o.channel END AS unknown_channel,
        o.gross_amount,
        o.cogs,
        o.subscription_id,
        o.interval_months
    FROM orders o
    LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(o.channel))
    -- A fence: without it the zone is asked again for each use of the day, which costs more than the rest.
    OFFSET 0
) AS dated
WINDOW
    of_customer AS (PARTITION BY customer_id ORDER BY ordered_at, id COLLATE "C"),
    by_day AS (PARTITION BY customer_id ORDER BY day)

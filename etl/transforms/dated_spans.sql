-- For each order of a subscription the days on which it is active, without `to_day`, and what it brings a month: until
-- its months and the days of grace are over, the next order of the subscription is placed, or it is fully refunded.
WITH refunded AS (
    SELECT order_id, day, sum(amount) OVER (PARTITION BY order_id ORDER BY day) AS so_far
    FROM dated_refunds
),
given_back AS (
    SELECT o.id, min(r.day) AS day
    FROM refunded r
    JOIN dated_orders o ON o.id = r.order_id
    WHERE r.so_far >= o.gross_amount
    GROUP BY o.id
),
billed AS (
    SELECT
        o.customer_id,
        o.subscription_id,
        o.day AS from_day,
        least(
            (o.day + o.interval_months * INTERVAL '1 month')::date + CAST(:grace_days AS integer),
            lead(o.day) OVER (
                PARTITION BY o.customer_id, o.subscription_id ORDER BY o.ordered_at, o.id COLLATE "C"
            ),
            g.day
        ) AS to_day,
        o.interval_months,
        o.gross_amount * 1000000 AS millionths,
        mod(o.gross_amount * 1000000, o.interval_months) AS remainder
    FROM dated_orders o
    LEFT JOIN given_back g ON g.id = o.id
    WHERE o.subscription_id IS NOT NULL
),
divided AS (
    SELECT
        customer_id, subscription_id, from_day, to_day, interval_months, remainder,
        (millionths - remainder) / interval_months AS whole
    FROM billed
    WHERE to_day > from_day
)
SELECT
    customer_id,
    subscription_id,
    from_day,
    to_day,
    -- Half to even, which round() of an exact number does not do.
    (
        whole + CASE
            WHEN 2 * remainder > interval_months THEN 1
            WHEN 2 * remainder = interval_months THEN mod(whole, 2)
            ELSE 0
        END
    ) / 1000000 AS mrr
FROM divided

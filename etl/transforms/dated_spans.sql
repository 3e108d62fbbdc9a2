-- The days on which each subscription order is active, [from_day, to_day): until its interval and the days of grace are
-- over, the subscription's next order comes, or it is fully refunded. An order that is never active has no span, so the
-- spans of one customer's subscription do not overlap.
WITH refunding AS (
    SELECT order_id, day, sum(amount) OVER (PARTITION BY order_id ORDER BY day) AS refunded
    FROM dated_refunds
),
undone AS (
    SELECT o.id, min(r.day) AS day
    FROM dated_orders o
    JOIN refunding r ON r.order_id = o.id
    WHERE o.subscription_id IS NOT NULL AND o.gross_amount > 0 AND r.refunded >= o.gross_amount
    GROUP BY o.id
),
bounded AS (
    SELECT
        o.customer_id,
        o.subscription_id,
        o.day AS from_day,
        least(
            -- Calendar months, clipped to the month's end. A hundred years are for ever, and within every calendar.
            (o.day + least(o.interval_months, 1200) * interval '1 month')::date + CAST(:grace_days AS integer),
            lead(o.day) OVER (PARTITION BY o.customer_id, o.subscription_id ORDER BY o.ordered_at, o.id COLLATE "C"),
            u.day
        ) AS to_day,
        o.gross_amount * 1000000 AS millionths,
        o.interval_months AS months
    FROM dated_orders o
    LEFT JOIN undone u ON u.id = o.id
    WHERE o.subscription_id IS NOT NULL
),
divided AS (
    SELECT
        *,
        CAST(div(millionths, months) AS numeric(24, 0)) AS whole,
        2 * mod(millionths, months) AS twice_the_rest
    FROM bounded
    WHERE from_day < to_day
)
SELECT
    customer_id,
    subscription_id,
    from_day,
    to_day,
    -- Half-even by whole numbers: round() of a numeric goes half away from zero, and a quotient has lost digits before.
    0.000001 * (
        whole + CASE
            WHEN twice_the_rest > months OR (twice_the_rest = months AND mod(whole, 2) = 1) THEN 1
            ELSE 0
        END
    ) AS mrr
FROM divided

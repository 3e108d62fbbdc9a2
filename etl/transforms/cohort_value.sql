-- Gross profit by the age of the customer: bucket 0 is the first day, bucket k the ages 30(k-1)+1 .. 30k days, k = 1..12.
-- Each cohort stands in every bucket with all its customers; who asks knows which buckets it has lived through.
WITH customers AS (
    SELECT first_day, first_channel, count(*) AS customers
    FROM dated_orders
    WHERE is_first
    GROUP BY first_day, first_channel
),
flows AS (
    SELECT
        first_day,
        first_channel,
        day - first_day AS age,
        next_day - first_day AS next_age,
        1 AS orders,
        gross_amount - cogs AS gross_profit
    FROM dated_orders
    UNION ALL
    -- An order whose date was corrected may lie behind its own refund: that refund belongs to the first day.
    SELECT first_day, first_channel, greatest(day - first_day, 0), NULL, 0, -amount
    FROM dated_refunds
),
lived AS (
    SELECT
        first_day,
        first_channel,
        (age + 29) / 30 AS bucket,
        -- A customer's last order in a bucket stands for the customer.
        sum(CASE WHEN next_age IS NULL OR (next_age + 29) / 30 > (age + 29) / 30 THEN orders ELSE 0 END) AS active,
        sum(gross_profit) AS gross_profit
    FROM flows
    WHERE age <= 360
    GROUP BY first_day, first_channel, (age + 29) / 30
)
SELECT
    c.first_day AS cohort_day,
    c.first_channel AS channel,
    b.bucket,
    c.customers,
    coalesce(l.active, 0) AS active,
    coalesce(l.gross_profit, 0) AS gross_profit
FROM customers c
CROSS JOIN generate_series(0, 12) AS b(bucket)
LEFT JOIN lived l ON l.first_day = c.first_day AND l.first_channel = c.first_channel AND l.bucket = b.bucket

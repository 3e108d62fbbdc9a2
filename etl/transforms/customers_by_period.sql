-- Customers of each day, week and month: new (first order in it), returning (first order before it), and lost (active in
-- the bucket before and not in this one), under the channel of their first order.
-- Read from pairs of a customer's order days, one and the next: before the first there is none, and none after the last.
WITH pairs AS (
    SELECT channel, day, next_day, count(*) AS customers
    FROM (
        SELECT first_channel AS channel, day, next_day
        FROM dated_orders
        WHERE next_day IS NULL OR next_day > day
        UNION ALL
        SELECT first_channel, NULL, first_day
        FROM dated_orders
        WHERE is_first
    ) AS each_pair
    GROUP BY channel, day, next_day
),
bucketed AS (
    SELECT 'day' AS grain, channel, customers, day AS bucket, next_day AS next_bucket
    FROM pairs
    UNION ALL
    SELECT
        'week',
        channel,
        customers,
        date_trunc('week', day::timestamp)::date,
        date_trunc('week', next_day::timestamp)::date
    FROM pairs
    UNION ALL
    SELECT
        'month',
        channel,
        customers,
        date_trunc('month', day::timestamp)::date,
        date_trunc('month', next_day::timestamp)::date
    FROM pairs
),
buckets AS (
    SELECT
        *,
        CASE grain
            WHEN 'day' THEN bucket + 1
            WHEN 'week' THEN bucket + 7
            ELSE (bucket + interval '1 month')::date
        END AS following
    FROM bucketed
)
SELECT
    grain,
    bucket,
    channel,
    sum(new_customers) AS new_customers,
    sum(returning_customers) AS returning_customers,
    sum(lost_customers) AS lost_customers
FROM (
    SELECT
        grain,
        next_bucket AS bucket,
        channel,
        CASE WHEN bucket IS NULL THEN customers ELSE 0 END AS new_customers,
        CASE WHEN bucket < next_bucket THEN customers ELSE 0 END AS returning_customers,
        0 AS lost_customers
    FROM buckets
    WHERE next_bucket > bucket OR bucket IS NULL
    UNION ALL
    SELECT grain, following, channel, 0, 0, customers
    FROM buckets
    WHERE next_bucket > following OR next_bucket IS NULL
) AS movements
GROUP BY grain, bucket, channel

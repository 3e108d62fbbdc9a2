-- Customers of each day, week and month: new (first order in it), returning (first order before it), and lost (active in
-- the bucket before and not in this one), under the channel of their first order.
WITH grains AS (
    SELECT 'day' AS grain UNION ALL SELECT 'week' UNION ALL SELECT 'month'
),
active AS (
    SELECT DISTINCT
        g.grain,
        o.customer_id,
        o.first_channel AS channel,
        date_trunc(g.grain, o.day::timestamp)::date AS bucket,
        date_trunc(g.grain, o.first_day::timestamp)::date AS first_bucket,
        (date_trunc(g.grain, o.day::timestamp) + ('1 ' || g.grain)::interval)::date AS next_bucket
    FROM dated_orders o
    CROSS JOIN grains g
),
followed AS (
    SELECT
        grain, channel, bucket, first_bucket, next_bucket,
        lead(bucket) OVER (PARTITION BY grain, customer_id ORDER BY bucket) AS next_active
    FROM active
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
        grain, bucket, channel,
        CASE WHEN bucket = first_bucket THEN 1 ELSE 0 END AS new_customers,
        CASE WHEN bucket > first_bucket THEN 1 ELSE 0 END AS returning_customers,
        0 AS lost_customers
    FROM followed
    UNION ALL
    SELECT grain, next_bucket, channel, 0, 0, 1
    FROM followed
    WHERE next_active IS NULL OR next_active > next_bucket
) AS movements
GROUP BY grain, bucket, channel

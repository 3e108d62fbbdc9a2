-- The customers of each first-order month and channel, followed by calendar months: how many ordered, and what they brought
-- net of what they were given back. The size of the cohort stands in month 0.
WITH flows AS (
    SELECT
        first_channel,
        date_trunc('month', first_day::timestamp)::date AS cohort_month,
        date_trunc('month', day::timestamp)::date AS month,
        is_first,
        customer_id,
        gross_amount AS revenue,
        gross_amount - cogs AS gross_profit
    FROM dated_orders
    UNION ALL
    -- An order whose date was corrected may lie behind its own refund: that refund belongs to the first month.
    SELECT
        first_channel,
        date_trunc('month', first_day::timestamp)::date,
        date_trunc('month', greatest(day, first_day)::timestamp)::date,
        false,
        NULL,
        -amount,
        -amount
    FROM dated_refunds
)
SELECT
    cohort_month,
    first_channel AS channel,
    12 * (extract(year FROM month) - extract(year FROM cohort_month))::integer
    + (extract(month FROM month) - extract(month FROM cohort_month))::integer AS months_since,
    count(CASE WHEN is_first THEN 1 END) AS customers,
    count(DISTINCT customer_id) AS active,
    sum(revenue) AS revenue,
    sum(gross_profit) AS gross_profit
FROM flows
GROUP BY cohort_month, first_channel, month

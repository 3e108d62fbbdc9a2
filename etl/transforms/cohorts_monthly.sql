-- What the customers of each first month did in each calendar month since, under the channel of their first order: how
-- many ordered, what they brought net of the refunds of that month, and what was left of it after the cost of goods.
WITH flows AS (
    SELECT
        date_trunc('month', first_day::timestamp)::date AS cohort_month,
        first_channel,
        date_trunc('month', day::timestamp)::date AS month,
        CASE WHEN is_first THEN 1 ELSE 0 END AS customers,
        -- A customer's last order in a month stands for the customer.
        CASE WHEN next_day < date_trunc('month', day::timestamp) + interval '1 month' THEN 0 ELSE 1 END AS active,
        gross_amount AS revenue,
        gross_amount - cogs AS gross_profit
    FROM dated_orders
    UNION ALL
    SELECT
        date_trunc('month', first_day::timestamp)::date,
        first_channel,
        date_trunc('month', day::timestamp)::date,
        0, 0, -amount, -amount
    FROM dated_refunds
),
months AS (
    SELECT
        cohort_month,
        first_channel,
        month,
        sum(customers) AS customers,
        sum(active) AS active,
        sum(revenue) AS revenue,
        sum(gross_profit) AS gross_profit
    FROM flows
    GROUP BY cohort_month, first_channel, month
)
SELECT
    cohort_month,
    first_channel AS channel,
    -- An order whose date was corrected may lie behind its own refund: that refund belongs to the first month.
    greatest(
        12 * (extract(year FROM month) - extract(year FROM cohort_month))
        + extract(month FROM month) - extract(month FROM cohort_month),
        0
    )::integer AS months_since,
    sum(customers) AS customers,
    sum(active) AS active,
    sum(revenue) AS revenue,
    sum(gross_profit) AS gross_profit
FROM months
GROUP BY cohort_month, channel, months_since

-- What the customers of each first month did in each calendar month since, under the channel of their first order: how
-- many ordered, what they brought net of the refunds of that month, and what was left of it after the cost of goods.
WITH flows AS (
    SELECT
        first_day, first_channel, customer_id, is_first, day,
        gross_amount AS revenue,
        gross_amount - cogs AS gross_profit
    FROM dated_orders
    UNION ALL
    SELECT first_day, first_channel, NULL, false, day, -amount, -amount
    FROM dated_refunds
)
SELECT
    date_trunc('month', first_day::timestamp)::date AS cohort_month,
    first_channel AS channel,
    -- An order whose date was corrected may lie behind its own refund: that refund belongs to the first month.
    greatest(
        12 * (extract(year FROM day) - extract(year FROM first_day))
        + extract(month FROM day) - extract(month FROM first_day),
        0
    )::integer AS months_since,
    count(CASE WHEN is_first THEN 1 END) AS customers,
    count(DISTINCT customer_id) AS active,
    sum(revenue) AS revenue,
    sum(gross_profit) AS gross_profit
FROM flows
GROUP BY cohort_month, channel, months_since

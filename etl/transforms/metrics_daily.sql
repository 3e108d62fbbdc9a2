-- The additive measures of each local day and channel. A refund counts on its own day, under its order's channel. What
-- belongs to no channel stands under `company`; its cash balance is of the end of the day, and so is what its
-- subscriptions come to: MRR changes on few days, and stays what it is until the next of them.
WITH turns AS (
    SELECT day, sum(mrr) AS mrr, sum(active_subscriptions) AS active_subscriptions
    FROM (
        SELECT from_day AS day, mrr, 1 AS active_subscriptions FROM dated_spans
        UNION ALL
        SELECT to_day, -mrr, -1 FROM dated_spans
    ) AS ends
    GROUP BY day
),
stock AS (
    SELECT
        day,
        lead(day) OVER by_day - day AS days,
        sum(mrr) OVER by_day AS mrr,
        sum(active_subscriptions) OVER by_day AS active_subscriptions
    FROM turns
    WINDOW by_day AS (ORDER BY day)
)
SELECT
    day,
    channel,
    sum(orders) AS orders,
    sum(gross_revenue) AS gross_revenue,
    sum(cogs) AS cogs,
    sum(refunds) AS refunds,
    sum(refunds_by_order_day) AS refunds_by_order_day,
    sum(new_customers) AS new_customers,
    sum(new_customer_orders) AS new_customer_orders,
    sum(new_customer_revenue) AS new_customer_revenue,
    sum(spend) AS spend,
    sum(impressions) AS impressions,
    sum(clicks) AS clicks,
    sum(conversions) AS conversions,
    sum(opex) AS opex,
    sum(cash_balance) AS cash_balance,
    sum(financing) AS financing,
    sum(mrr) AS mrr,
    sum(active_subscriptions) AS active_subscriptions
FROM (
    SELECT
        day, channel,
        count(*) AS orders,
        sum(gross_amount) AS gross_revenue,
        sum(cogs) AS cogs,
        0 AS refunds,
        0 AS refunds_by_order_day,
        count(CASE WHEN is_first THEN 1 END) AS new_customers,
        count(CASE WHEN day = first_day THEN 1 END) AS new_customer_orders,
        sum(CASE WHEN day = first_day THEN gross_amount ELSE 0 END) AS new_customer_revenue,
        0 AS spend, 0 AS impressions, 0 AS clicks, 0 AS conversions,
        0 AS opex, 0 AS cash_balance, 0 AS financing, 0 AS mrr, 0 AS active_subscriptions
    FROM dated_orders
    GROUP BY day, channel
    UNION ALL
    SELECT day, channel, 0, 0, 0, sum(amount), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM dated_refunds
    GROUP BY day, channel
    UNION ALL
    SELECT order_day, channel, 0, 0, 0, 0, sum(amount), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM dated_refunds
    GROUP BY order_day, channel
    UNION ALL
    SELECT
        day, channel, 0, 0, 0, 0, 0, 0, 0, 0,
        sum(amount), sum(impressions), sum(clicks), sum(conversions),
        0, 0, 0, 0, 0
    FROM dated_spend
    GROUP BY day, channel
    UNION ALL
    SELECT day, 'company', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(amount), 0, 0, 0, 0
    FROM dated_expenses
    GROUP BY day
    UNION ALL
    SELECT day, 'company', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(balance), sum(financing), 0, 0
    FROM dated_cash_balances
    GROUP BY day
    UNION ALL
    SELECT day + later, 'company', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, mrr, active_subscriptions
    FROM stock
    CROSS JOIN generate_series(0, days - 1) AS later
    WHERE active_subscriptions > 0
) AS parts
GROUP BY day, channel

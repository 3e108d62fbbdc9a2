-- The touched customers' orders as the last snapshot saw them: those untouched since, and the images of the others.
SELECT
    o.id, o.customer_id, o.ordered_at, o.gross_amount, o.cogs, o.channel, o.subscription_id, o.interval_months
FROM orders o
WHERE o.customer_id IN (SELECT customer_id FROM touched_customers)
    AND NOT EXISTS (SELECT FROM changed_orders c WHERE c.id = o.id)
UNION ALL
SELECT
    c.id, c.customer_id, c.ordered_at, c.gross_amount, c.cogs, c.channel, c.subscription_id, c.interval_months
FROM changed_orders c
WHERE c.existed

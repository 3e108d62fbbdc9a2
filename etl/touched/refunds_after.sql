SELECT r.*
FROM refunds r
JOIN orders o ON o.id = r.order_id
WHERE o.customer_id IN (SELECT customer_id FROM touched_customers)

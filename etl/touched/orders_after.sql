SELECT o.* FROM orders o WHERE o.customer_id IN (SELECT customer_id FROM touched_customers)

SELECT t.* FROM touchpoints t WHERE t.customer_id IN (SELECT customer_id FROM touched_customers)

-- Customers with a changed order, refund or touchpoint, before or after the change. A refund whose order went is covered by
-- that order's own change.
SELECT customer_id FROM changed_orders WHERE existed
UNION
SELECT o.customer_id FROM orders o JOIN changed_orders c ON c.id = o.id
UNION
SELECT o.customer_id FROM orders o JOIN changed_refunds c ON c.order_id = o.id
UNION
SELECT o.customer_id FROM orders o JOIN refunds r ON r.order_id = o.id JOIN changed_refunds c ON c.id = r.id
UNION
SELECT customer_id FROM changed_touchpoints

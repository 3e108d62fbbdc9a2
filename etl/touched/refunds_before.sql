-- The refunds of those orders as the last snapshot saw them.
SELECT r.id, r.order_id, r.refunded_at, r.amount
FROM refunds r
JOIN dated_orders o ON o.id = r.order_id
WHERE NOT EXISTS (SELECT FROM changed_refunds c WHERE c.id = r.id)
UNION ALL
SELECT c.id, c.order_id, c.refunded_at, c.amount
FROM changed_refunds c
WHERE c.existed

-- The refund that an order's own line carries, under an id made from the order's.
INSERT INTO staged_refunds (line, id, order_id, refunded_at, amount)
SELECT line, id || '/refund', id, refunded_at, refund_amount
FROM staged_orders
WHERE refund_amount > 0

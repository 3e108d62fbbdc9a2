-- A refund whose order is not there yet waits; it is tried again at every import.
WITH waiting AS (
    DELETE FROM staged_refunds s
    WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = s.order_id)
    RETURNING s.id, s.order_id, s.refunded_at, s.amount
)
INSERT INTO held_refunds (id, order_id, refunded_at, amount)
SELECT id, order_id, refunded_at, amount FROM waiting
ON CONFLICT (id) DO UPDATE
SET order_id = excluded.order_id, refunded_at = excluded.refunded_at, amount = excluded.amount

-- The refunds of an order that goes wait, in case it comes back; while they wait they count nowhere, as if they had gone.
INSERT INTO held_refunds (id, order_id, refunded_at, amount)
SELECT r.id, r.order_id, r.refunded_at, r.amount
FROM refunds r
JOIN gone g ON g.id = r.order_id
ON CONFLICT (id) DO UPDATE
SET order_id = excluded.order_id, refunded_at = excluded.refunded_at, amount = excluded.amount

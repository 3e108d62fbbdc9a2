-- Refunds that waited for an order which has come.
WITH released AS (
    DELETE FROM held_refunds h
    USING orders o
    WHERE o.id = h.order_id
    RETURNING h.id, h.order_id, h.refunded_at, h.amount
)
INSERT INTO staged_refunds (line, id, order_id, refunded_at, amount)
-- Negative lines: they stand before those of the file, and are none of them.
SELECT -row_number() OVER (ORDER BY refunded_at DESC, id), id, order_id, refunded_at, amount FROM released

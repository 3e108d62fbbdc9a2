-- A refund that waits is not among those that count, whatever it was before.
DELETE FROM refunds r USING held_refunds h WHERE h.id = r.id

-- A refund that went while it waited will never be wanted.
DELETE FROM held_refunds h USING gone g WHERE g.id = h.id

-- What waited is overtaken by what the file says of the same refund.
DELETE FROM held_refunds h
USING staged_refunds s
WHERE h.id = s.id

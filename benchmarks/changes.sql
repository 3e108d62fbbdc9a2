-- So many changes among the orders of the last thirty days: two in five corrected, three late, one or two deleted or refunded.
CREATE TEMP TABLE picked ON COMMIT DROP AS
SELECT id, customer_id, ordered_at, gross_amount, row_number() OVER () AS n
FROM (
    SELECT * FROM orders WHERE ordered_at > timestamptz '2026-10-23Z' ORDER BY random() LIMIT :changes
) AS recent;

UPDATE orders o SET gross_amount = o.gross_amount + 1 FROM picked p WHERE p.id = o.id AND p.n % 20 < 8;

-- Half of them of customers who were never seen.
INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel)
SELECT 'late ' || gen_random_uuid(), customer_id || CASE WHEN n % 2 = 0 THEN ' new' ELSE '' END, ordered_at - interval '1 hour', 49.5, 12, 'CAD', 'meta'
FROM picked
WHERE n % 20 BETWEEN 8 AND 13;

DELETE FROM orders o USING picked p WHERE p.id = o.id AND p.n % 20 BETWEEN 14 AND 16;

INSERT INTO refunds (id, order_id, refunded_at, amount)
SELECT 'late ' || gen_random_uuid(), id, ordered_at + interval '2 days', 5 FROM picked WHERE n % 20 > 16;

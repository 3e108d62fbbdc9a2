-- The local days of the rows that the taken changes belong to, before and after.
SELECT (c.ordered_at AT TIME ZONE :zone)::date AS day FROM changed_orders c WHERE c.existed
UNION
SELECT (o.ordered_at AT TIME ZONE :zone)::date FROM orders o JOIN changed_orders c ON c.id = o.id
UNION
SELECT (c.refunded_at AT TIME ZONE :zone)::date FROM changed_refunds c WHERE c.existed
UNION
SELECT (r.refunded_at AT TIME ZONE :zone)::date FROM refunds r JOIN changed_refunds c ON c.id = r.id
UNION
SELECT day FROM changed_spend
UNION
SELECT day FROM changed_expenses
UNION
SELECT day FROM changed_cash_balances
UNION
SELECT (touched_at AT TIME ZONE :zone)::date FROM changed_touchpoints

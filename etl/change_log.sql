-- The taken changes by source, local day and kind, with what they came to before and after and a few of their keys. A row
-- that moved to another day counts on both. One that came and went since the last snapshot is nothing.
WITH taken AS (
    SELECT
        'orders' AS source,
        c.id AS key,
        (c.ordered_at AT TIME ZONE :zone)::date AS day_before,
        c.gross_amount AS before,
        (o.ordered_at AT TIME ZONE :zone)::date AS day_after,
        o.gross_amount AS after
    FROM changed_orders c
    LEFT JOIN orders o ON o.id = c.id
    UNION ALL
    SELECT
        'refunds',
        c.id,
        (c.refunded_at AT TIME ZONE :zone)::date,
        c.amount,
        (r.refunded_at AT TIME ZONE :zone)::date,
        r.amount
    FROM changed_refunds c
    LEFT JOIN refunds r ON r.id = c.id
    UNION ALL
    SELECT
        'spend',
        concat_ws(' ', c.channel, nullif(c.campaign, '')),
        CASE WHEN c.existed THEN c.day END,
        c.amount,
        p.day,
        p.amount
    FROM changed_spend c
    LEFT JOIN spend p ON p.day = c.day AND p.channel = c.channel AND p.campaign = c.campaign
    UNION ALL
    SELECT 'expenses', c.category, CASE WHEN c.existed THEN c.day END, c.amount, e.day, e.amount
    FROM changed_expenses c
    LEFT JOIN expenses e ON e.day = c.day AND e.category = c.category
    UNION ALL
    SELECT 'cash_balances', c.day::text, CASE WHEN c.existed THEN c.day END, c.balance, b.day, b.balance
    FROM changed_cash_balances c
    LEFT JOIN cash_balances b ON b.day = c.day
    UNION ALL
    SELECT
        'touchpoints',
        concat_ws(' ', c.customer_id, c.channel),
        CASE WHEN c.existed THEN (c.touched_at AT TIME ZONE :zone)::date END,
        0,
        (t.touched_at AT TIME ZONE :zone)::date,
        0
    FROM changed_touchpoints c
    LEFT JOIN touchpoints t
        ON t.customer_id = c.customer_id AND t.touched_at = c.touched_at AND t.channel = c.channel
),
sides AS (
    SELECT source, key, day_before AS day, day_before, day_after, before, 0 AS after
    FROM taken
    WHERE day_before IS NOT NULL
    UNION ALL
    SELECT source, key, day_after, day_before, day_after, 0, after
    FROM taken
    WHERE day_after IS NOT NULL
)
INSERT INTO snapshot_changes (snapshot_id, source, day, kind, rows, amount_before, amount_after, examples)
SELECT
    :snapshot_id,
    source,
    day,
    CASE WHEN day_before IS NULL THEN 'new' WHEN day_after IS NULL THEN 'deleted' ELSE 'changed' END AS kind,
    count(DISTINCT key),
    sum(before),
    sum(after),
    (array_agg(DISTINCT key ORDER BY key))[1:5]
FROM sides
GROUP BY source, day, kind

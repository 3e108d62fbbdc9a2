-- Why a refund can't be taken: with what was refunded before, and by the lines before it, it exceeds its order.
SELECT
    line,
    CASE
        WHEN amount > gross_amount
            THEN 'amount ' || amount || ' is more than the order''s gross_amount ' || gross_amount
        WHEN before + so_far > gross_amount
            THEN 'the refunds of order ' || order_id || ' would come to ' || before + so_far
                || ', more than its gross_amount ' || gross_amount
    END AS reason
FROM (
    SELECT
        s.line,
        s.order_id,
        s.amount,
        o.gross_amount,
        coalesce(r.refunded, 0) AS before,
        sum(CASE WHEN s.amount <= o.gross_amount THEN s.amount ELSE 0 END)
            OVER (PARTITION BY s.order_id ORDER BY s.line) AS so_far
    FROM staged_refunds s
    JOIN orders o ON o.id = s.order_id
    LEFT JOIN (
        SELECT order_id, sum(amount) AS refunded
        FROM refunds
        WHERE id NOT IN (SELECT id FROM staged_refunds)
        GROUP BY order_id
    ) r ON r.order_id = s.order_id
) AS judged

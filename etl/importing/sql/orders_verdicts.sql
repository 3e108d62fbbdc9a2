-- Why an order can't be taken, where its cells are right one by one but not together.
SELECT
    s.line,
    CASE
        WHEN s.interval_months IS NOT NULL AND s.subscription_id IS NULL AND s.is_subscription IS NOT TRUE
            THEN 'interval_months is set on an order without a subscription'
        WHEN s.interval_months > 1200
            THEN 'interval_months ' || s.interval_months || ' is more than 1200, a hundred years'
        WHEN s.refund_amount > s.gross_amount
            THEN 'refund_amount ' || s.refund_amount || ' is more than the gross_amount ' || s.gross_amount
        WHEN s.refund_amount > 0 AND s.refunded_at IS NULL
            THEN 'refund_amount is set without refunded_at'
        WHEN coalesce(r.refunded, 0) + coalesce(s.refund_amount, 0) > s.gross_amount
            THEN 'the refunds of this order come to ' || r.refunded + coalesce(s.refund_amount, 0)
                || ', more than the gross_amount ' || s.gross_amount
    END AS reason
FROM staged_orders s
LEFT JOIN (
    SELECT order_id, sum(amount) AS refunded
    FROM refunds
    -- The refund that came with an order's line is replaced by what the line says now.
    WHERE NOT (:brings_refunds AND id = order_id || '/refund')
    GROUP BY order_id
) r ON r.order_id = s.id

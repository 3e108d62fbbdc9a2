-- What is published of each source's days, in the measure that its rows are summed to.
SELECT
    d.source,
    d.day,
    d.rows,
    coalesce(
        CASE d.source
            WHEN 'orders' THEN m.gross_revenue
            WHEN 'refunds' THEN m.refunds
            WHEN 'spend' THEN m.spend
            WHEN 'expenses' THEN m.opex
            WHEN 'cash_balances' THEN m.cash_balance
        END,
        0
    ) AS amount
FROM source_days d
LEFT JOIN (
    SELECT
        day,
        sum(gross_revenue) AS gross_revenue,
        sum(refunds) AS refunds,
        sum(spend) AS spend,
        sum(opex) AS opex,
        sum(cash_balance) AS cash_balance
    FROM metrics_daily
    WHERE day BETWEEN :first AND :last
    GROUP BY day
) AS m ON m.day = d.day
WHERE d.day BETWEEN :first AND :last

-- How many rows of each source lie on each local day: what "complete to" and "not connected" are read from.
SELECT 'orders' AS source, day, count(*) AS rows FROM dated_orders GROUP BY day
UNION ALL
SELECT 'refunds' AS source, day, count(*) AS rows FROM dated_refunds GROUP BY day
UNION ALL
SELECT 'spend' AS source, day, count(*) AS rows FROM dated_spend GROUP BY day
UNION ALL
SELECT 'expenses' AS source, day, count(*) AS rows FROM dated_expenses GROUP BY day
UNION ALL
SELECT 'cash_balances' AS source, day, count(*) AS rows FROM dated_cash_balances GROUP BY day
UNION ALL
SELECT 'touchpoints' AS source, day, count(*) AS rows FROM dated_touchpoints GROUP BY day

-- Cash balances by day as they lie in the source.
SELECT b.day, count(*) AS rows, sum(b.balance) AS amount, CAST(ARRAY[] AS text[]) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN cash_balances b ON b.day BETWEEN asked.first AND asked.last
GROUP BY 1

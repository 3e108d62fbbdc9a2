-- Operating expenses by day as they lie in the source.
SELECT e.day, count(*) AS rows, sum(e.amount) AS amount, CAST(ARRAY[] AS text[]) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN expenses e ON e.day BETWEEN asked.first AND asked.last
GROUP BY 1

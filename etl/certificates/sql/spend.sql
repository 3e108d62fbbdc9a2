-- Ad spend by day as it lies in the source, with the spellings of channels that no mapping knows.
SELECT
    p.day,
    count(*) AS rows,
    sum(p.amount) AS amount,
    array_remove(array_agg(DISTINCT CASE WHEN s.channel IS NULL THEN p.channel END), NULL) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN spend p ON p.day BETWEEN asked.first AND asked.last
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(p.channel))
GROUP BY 1

-- Orders by local day as they lie in the source, with the spellings of channels that no mapping knows. The bounds are
-- wider than the days by any change of clocks, for an index to find the rows; which day one is of, its date says.
SELECT
    (o.ordered_at AT TIME ZONE :zone)::date AS day,
    count(*) AS rows,
    sum(o.gross_amount) AS amount,
    array_remove(array_agg(DISTINCT CASE WHEN s.channel IS NULL THEN o.channel END), NULL) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN orders o
    ON o.ordered_at >= CAST(asked.first AS timestamp) AT TIME ZONE :zone - interval '3 hours'
    AND o.ordered_at < CAST(asked.last + 1 AS timestamp) AT TIME ZONE :zone + interval '3 hours'
    AND (o.ordered_at AT TIME ZONE :zone)::date BETWEEN asked.first AND asked.last
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(o.channel))
GROUP BY 1

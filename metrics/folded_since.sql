-- What the snapshots after one and up to another folded in, by source and kind, the most rows first.
SELECT
    source,
    kind,
    sum(rows)::bigint AS rows,
    (array_agg(DISTINCT day ORDER BY day DESC))[1:CAST(:most_days AS integer)] AS days,
    (
        SELECT (array_agg(DISTINCT example ORDER BY example))[1:5]
        FROM snapshot_changes e, unnest(e.examples) AS example
        WHERE e.snapshot_id > :after AND e.snapshot_id <= :upto AND e.source = c.source AND e.kind = c.kind AND e.day <= :until
    ) AS examples
FROM snapshot_changes c
WHERE snapshot_id > :after AND snapshot_id <= :upto AND source = ANY(:sources) AND day <= :until
GROUP BY source, kind
ORDER BY 3 DESC, 1, 2

-- Refunds by local day as they lie in the source; the bounds as for orders.
SELECT
    (r.refunded_at AT TIME ZONE :zone)::date AS day,
    count(*) AS rows,
    sum(r.amount) AS amount,
    CAST(ARRAY[] AS text[]) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN refunds r
    ON r.refunded_at >= CAST(asked.first AS timestamp) AT TIME ZONE :zone - interval '3 hours'
    AND r.refunded_at < CAST(asked.last + 1 AS timestamp) AT TIME ZONE :zone + interval '3 hours'
    AND (r.refunded_at AT TIME ZONE :zone)::date BETWEEN asked.first AND asked.last
GROUP BY 1

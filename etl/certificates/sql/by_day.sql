-- A source's rows by their day, with the spellings of channels that no mapping knows.
WITH source AS NOT MATERIALIZED (
    {source}
)
SELECT
    r.day,
    CAST(sum(r.rows) AS bigint) AS rows,
    sum(r.amount) AS amount,
    array_agg(DISTINCT r.channel) FILTER (WHERE r.channel IS NOT NULL AND s.channel IS NULL) AS unknown
FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS asked(first, last)
JOIN source r ON r.day BETWEEN asked.first AND asked.last
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(r.channel))
GROUP BY r.day

-- A source's rows by the local day of their moment, with the spellings of channels that no mapping knows.
-- To ask for the local day of each of half a million rows takes a second. So only the rows within three hours of a
-- midnight are asked, more than any change of clocks moves it; of the others the day is certain.
WITH source AS NOT MATERIALIZED (
    {source}
),
asked AS (
    SELECT day::date
    FROM unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) AS runs(first, last),
        generate_series(runs.first, runs.last, interval '1 day') AS day
),
counted AS (
    SELECT asked.day, inner_rows.channel, inner_rows.rows, inner_rows.amount
    FROM asked
    CROSS JOIN LATERAL (
        SELECT s.channel, count(*) AS rows, sum(s.amount) AS amount
        FROM source s
        WHERE s.moment >= CAST(asked.day AS timestamp) AT TIME ZONE :zone + interval '3 hours'
            AND s.moment < CAST(asked.day + 1 AS timestamp) AT TIME ZONE :zone - interval '3 hours'
        GROUP BY s.channel
    ) AS inner_rows
    UNION ALL
    SELECT (s.moment AT TIME ZONE :zone)::date, s.channel, count(*), sum(s.amount)
    FROM (SELECT day FROM asked UNION SELECT day + 1 FROM asked) AS midnights
    JOIN source s
        ON s.moment >= CAST(midnights.day AS timestamp) AT TIME ZONE :zone - interval '3 hours'
        AND s.moment < CAST(midnights.day AS timestamp) AT TIME ZONE :zone + interval '3 hours'
    GROUP BY 1, 2
)
SELECT
    c.day,
    CAST(sum(c.rows) AS bigint) AS rows,
    sum(c.amount) AS amount,
    array_agg(DISTINCT c.channel) FILTER (WHERE c.channel IS NOT NULL AND s.channel IS NULL) AS unknown
FROM counted c
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(c.channel))
WHERE c.day IN (SELECT day FROM asked)
GROUP BY c.day

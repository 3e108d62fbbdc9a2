-- Ad spend by day and marketing channel, as it lies in the source: a row of nothing is a row.
WITH source AS NOT MATERIALIZED (
    {source}
)
SELECT p.day, coalesce(s.channel, 'other') AS channel, CAST(sum(p.rows) AS bigint) AS rows, sum(p.amount) AS amount
FROM source p
LEFT JOIN channel_spellings s ON s.spelling = lower(btrim(p.channel))
WHERE p.day BETWEEN :first AND :last
GROUP BY p.day, 2

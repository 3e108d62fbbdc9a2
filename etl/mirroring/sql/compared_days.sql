-- The days whose rows have to be looked at one by one: those whose fingerprint is another than when they were last
-- compared, that came or went, or that had rows which could not be used; or all of them.
SELECT coalesce(s.day, f.day) AS day
FROM seen_days s
FULL JOIN (
    SELECT * FROM source_fingerprints
    WHERE source = :source AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
) f ON f.day = s.day
WHERE :every_row
    OR s.day IS NULL
    OR f.day IS NULL
    OR f.shape <> :shape
    OR f.taken < f.rows
    OR ROW(s.rows, s.amount, s.latest, s.hash) IS DISTINCT FROM ROW(f.rows, f.amount, f.latest, f.hash)

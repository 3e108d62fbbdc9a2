-- What the compared days look like from now on, and how many of their rows could be used.
INSERT INTO source_fingerprints (source, day, shape, rows, amount, latest, hash, taken)
SELECT :source, s.day, :shape, s.rows, s.amount, s.latest, s.hash, coalesce(t.rows, 0)
FROM seen_days s
JOIN compared_days c ON c.day = s.day
LEFT JOIN taken_days t ON t.day = s.day

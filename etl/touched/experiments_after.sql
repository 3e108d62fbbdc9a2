SELECT x.*
FROM experiments x
WHERE (x.key) IN (SELECT key FROM changed_experiments)

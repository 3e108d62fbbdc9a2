-- A row that is still as wrong as when it was first refused is not told again.
SELECT f.reason, f.row
FROM refused f
WHERE NOT EXISTS (
    SELECT FROM rejected_rows k
    WHERE k.source = :source AND k.file = :file AND k.reason = f.reason AND k.row = f.row
)

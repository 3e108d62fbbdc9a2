-- Refused rows stay to be looked at and mended. Line 0: a refund that waited, and can't be taken now that its order came.
INSERT INTO rejected_rows (import_id, source, file, line, reason, row)
SELECT :import_id, :source, :file, greatest(line, 0), reason, row FROM refused ORDER BY line

-- Rows of a relation have no lines.
INSERT INTO rejected_rows (import_id, source, file, line, reason, row)
SELECT :import_id, :source, :file, 0, reason, row FROM newly_refused

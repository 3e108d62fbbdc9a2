-- What a relation is and what it has; no row where there is none, and no column of what may not be read. A domain counts
-- as the type beneath it.
SELECT
    n.nspname = current_schema() AS is_ours,
    has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT') AS is_readable,
    current_user AS reader,
    a.attname AS name,
    CASE WHEN t.typtype = 'e' THEN 'enum' ELSE coalesce(b.typname, t.typname) END AS type,
    format_type(a.atttypid, a.atttypmod) AS shown
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE n.nspname = :schema AND c.relname = :name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY a.attnum

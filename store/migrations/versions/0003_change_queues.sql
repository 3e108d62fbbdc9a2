-- One mechanism for every source's queue, in place of four functions for each. What a source's columns and key are stands
-- in the catalog; no text here is made of anything but the catalog's names.

CREATE FUNCTION queue_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    source CONSTANT text := quote_ident(TG_TABLE_NAME);
    queue CONSTANT text := quote_ident(TG_TABLE_NAME || '_changes');
    row_columns CONSTANT text := (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped
    );
    key_columns text;
    same_key text;
BEGIN
    SELECT string_agg(quote_ident(attname), ', '), string_agg('n.' || quote_ident(attname) || ' = o.' || quote_ident(attname), ' AND ')
    INTO STRICT key_columns, same_key
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = TG_RELID AND indisprimary;

    IF TG_OP = 'INSERT' THEN
        EXECUTE 'INSERT INTO ' || queue || ' (existed, ' || key_columns || ') SELECT false, ' || key_columns || ' FROM new_rows';
    ELSIF TG_OP = 'UPDATE' THEN
        EXECUTE 'INSERT INTO ' || queue || ' (existed, ' || row_columns || ') SELECT true, ' || row_columns || ' FROM old_rows o'
            || ' WHERE NOT EXISTS (SELECT FROM new_rows n WHERE ' || same_key || ' AND n IS NOT DISTINCT FROM o)';
        -- A row whose key was changed is one that went and one that came.
        EXECUTE 'INSERT INTO ' || queue || ' (existed, ' || key_columns || ') SELECT false, ' || key_columns || ' FROM new_rows n'
            || ' WHERE NOT EXISTS (SELECT FROM old_rows o WHERE ' || same_key || ')';
    ELSE
        -- TRUNCATE asks before it happens: the rows are still in the table.
        EXECUTE 'INSERT INTO ' || queue || ' (existed, ' || row_columns || ') SELECT true, ' || row_columns || ' FROM '
            || CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE source END;
    END IF;
    RETURN NULL;
END $$;
-- It runs as its owner, so nobody else may hang it on a table of their own. Writing a source row needs no such right.
REVOKE ALL ON FUNCTION queue_changes() FROM PUBLIC;

-- What the migration of a new source calls, once the source and its queue are there.
CREATE PROCEDURE queue_changes_of(source regclass) LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    name CONSTANT text := (SELECT relname FROM pg_class WHERE oid = source);
BEGIN
    EXECUTE 'CREATE TRIGGER ' || quote_ident(name || '_inserted') || ' AFTER INSERT ON ' || source
        || ' REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_changes()';
    EXECUTE 'CREATE TRIGGER ' || quote_ident(name || '_updated') || ' AFTER UPDATE ON ' || source
        || ' REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_changes()';
    EXECUTE 'CREATE TRIGGER ' || quote_ident(name || '_deleted') || ' AFTER DELETE ON ' || source
        || ' REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_changes()';
    EXECUTE 'CREATE TRIGGER ' || quote_ident(name || '_truncated') || ' BEFORE TRUNCATE ON ' || source
        || ' FOR EACH STATEMENT EXECUTE FUNCTION queue_changes()';
END $$;

DO $$
DECLARE
    source text;
    event text;
BEGIN
    FOREACH source IN ARRAY ARRAY['orders', 'refunds', 'spend', 'expenses', 'cash_balances'] LOOP
        FOREACH event IN ARRAY ARRAY['inserted', 'updated', 'deleted', 'truncated'] LOOP
            -- Its trigger goes with it.
            EXECUTE 'DROP FUNCTION ' || quote_ident(source || '_queue_' || event) || ' CASCADE';
        END LOOP;
        CALL queue_changes_of(source::regclass);
    END LOOP;
END $$;

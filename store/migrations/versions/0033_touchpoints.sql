-- What customers touched before they ordered, and its queue of changes: the same as of the other sources.

CREATE TABLE touchpoints (
    customer_id text NOT NULL,
    touched_at timestamptz NOT NULL,
    channel text NOT NULL,
    PRIMARY KEY (customer_id, touched_at, channel)
);
CREATE INDEX touchpoints_touched_at ON touchpoints (touched_at);

CREATE TABLE touchpoints_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    txid text NOT NULL DEFAULT CAST(pg_current_xact_id() AS text),
    existed boolean NOT NULL,
    customer_id text NOT NULL,
    touched_at timestamptz NOT NULL,
    channel text NOT NULL
);

CREATE FUNCTION touchpoints_queue_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO touchpoints_changes (existed, customer_id, touched_at, channel) SELECT false, customer_id, touched_at, channel FROM new_rows;
    RETURN NULL;
END $$;

-- All of a row is its key: one that was changed is one that went and one that came.
CREATE FUNCTION touchpoints_queue_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO touchpoints_changes (existed, customer_id, touched_at, channel)
    SELECT true, o.customer_id, o.touched_at, o.channel FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.customer_id = o.customer_id AND n.touched_at = o.touched_at AND n.channel = o.channel);
    INSERT INTO touchpoints_changes (existed, customer_id, touched_at, channel)
    SELECT false, n.customer_id, n.touched_at, n.channel FROM new_rows n
    WHERE NOT EXISTS (SELECT FROM old_rows o WHERE n.customer_id = o.customer_id AND n.touched_at = o.touched_at AND n.channel = o.channel);
    RETURN NULL;
END $$;

CREATE FUNCTION touchpoints_queue_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO touchpoints_changes (existed, customer_id, touched_at, channel) SELECT true, customer_id, touched_at, channel FROM old_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION touchpoints_queue_truncated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO touchpoints_changes (existed, customer_id, touched_at, channel) SELECT true, customer_id, touched_at, channel FROM touchpoints;
    RETURN NULL;
END $$;

CREATE TRIGGER touchpoints_inserted AFTER INSERT ON touchpoints REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_queue_inserted();
CREATE TRIGGER touchpoints_updated AFTER UPDATE ON touchpoints REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_queue_updated();
CREATE TRIGGER touchpoints_deleted AFTER DELETE ON touchpoints REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_queue_deleted();
CREATE TRIGGER touchpoints_truncated BEFORE TRUNCATE ON touchpoints
    FOR EACH STATEMENT EXECUTE FUNCTION touchpoints_queue_truncated();

-- First orders by what their customers had touched before, with its history and what backfills found.

CREATE TABLE conversion_paths (
    day date NOT NULL,
    path text NOT NULL,
    conversions bigint NOT NULL,
    revenue numeric NOT NULL,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (day, path)
);

CREATE TABLE conversion_paths_history (
    day date NOT NULL,
    path text NOT NULL,
    conversions bigint NOT NULL,
    revenue numeric NOT NULL,
    snapshot_id bigint NOT NULL,
    superseded_by bigint NOT NULL
);
CREATE INDEX conversion_paths_history_superseded_by ON conversion_paths_history (superseded_by);

CREATE TABLE conversion_paths_staged (
    backfill_id bigint NOT NULL,
    day date NOT NULL,
    path text NOT NULL,
    conversions bigint NOT NULL,
    revenue numeric NOT NULL,
    PRIMARY KEY (backfill_id, day, path)
);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE touchpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE touchpoints_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversion_paths ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversion_paths_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversion_paths_staged ENABLE ROW LEVEL SECURITY;

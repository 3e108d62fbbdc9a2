-- The fingerprint of each local day of a mirrored relation, as it was when the day's rows were last compared.

CREATE TABLE source_fingerprints (
    source text NOT NULL,
    day date NOT NULL,
    shape text NOT NULL,
    rows bigint NOT NULL,
    amount numeric,
    latest timestamptz,
    hash numeric,
    taken bigint NOT NULL,
    PRIMARY KEY (source, day)
);

-- A mirrored row may go: an import never deletes, a mirroring does.

ALTER TABLE imports ADD COLUMN deleted bigint NOT NULL DEFAULT 0;

-- When a cell of text says something happened; NULL where it is no moment. In UTC where it names no offset: such a row
-- is refused, but it has to lie on some day until it is mended.

CREATE FUNCTION moment_in(cell text) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE SET TimeZone = 'UTC' AS $$
BEGIN
    RETURN cell::timestamptz;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

CREATE FUNCTION day_in(cell text) RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN cell::date;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE source_fingerprints ENABLE ROW LEVEL SECURITY;

-- What was read of sources that lie on another engine: their days as they stood there, and the rows of the last of them,
-- which the next look is held against.

CREATE TABLE engine_volumes (
    source text NOT NULL,
    day date NOT NULL,
    channel text NOT NULL,
    rows bigint NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (source, day, channel)
);

CREATE TABLE engine_rows (
    source text NOT NULL,
    day date NOT NULL,
    row jsonb NOT NULL
);
CREATE INDEX engine_rows_source ON engine_rows (source, day);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE engine_volumes ENABLE ROW LEVEL SECURITY;
ALTER TABLE engine_rows ENABLE ROW LEVEL SECURITY;

-- The rows of each source and local day whose channel no mapping knows, by its spelling as it stands in them.

CREATE TABLE unknown_channels (
    source text NOT NULL,
    day date NOT NULL,
    spelling text NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (source, day, spelling)
);

CREATE TABLE unknown_channels_history (
    source text NOT NULL,
    day date NOT NULL,
    spelling text NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    superseded_by bigint NOT NULL
);
CREATE INDEX unknown_channels_history_superseded_by ON unknown_channels_history (superseded_by);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE unknown_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE unknown_channels_history ENABLE ROW LEVEL SECURITY;

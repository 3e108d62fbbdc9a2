-- What each snapshot folded in: the changed source rows, by the local day that they stand on or stood on.

CREATE TABLE snapshot_changes (
    snapshot_id BIGINT NOT NULL REFERENCES snapshots (id),
    source TEXT NOT NULL,
    day DATE NOT NULL,
    kind TEXT NOT NULL,
    rows BIGINT NOT NULL,
    amount_before NUMERIC NOT NULL,
    amount_after NUMERIC NOT NULL,
    examples TEXT[] NOT NULL,
    PRIMARY KEY (snapshot_id, source, day, kind)
);

-- Since when the rows that only this snapshot needed are gone.
ALTER TABLE snapshots ADD COLUMN thinned_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE snapshot_changes ENABLE ROW LEVEL SECURITY;

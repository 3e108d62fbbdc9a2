-- What is attested of each source's local days, versioned like the aggregates that it vouches for.

CREATE TABLE certificates (
    source TEXT NOT NULL,
    day DATE NOT NULL,
    status TEXT NOT NULL,
    rows BIGINT NOT NULL,
    findings JSONB NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (source, day)
);
CREATE INDEX certificates_withheld ON certificates (day) WHERE status <> 'certified';

CREATE TABLE certificates_history (
    source TEXT NOT NULL,
    day DATE NOT NULL,
    status TEXT NOT NULL,
    rows BIGINT NOT NULL,
    findings JSONB NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX certificates_history_superseded_by ON certificates_history (superseded_by);

-- Who said that a day is right as it is, and why.
CREATE TABLE acceptances (
    source TEXT NOT NULL,
    day DATE NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (source, day)
);

-- How far a loader says that it brought a source.
CREATE TABLE source_watermarks (
    source TEXT NOT NULL,
    complete_to DATE NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (source)
);

-- A day's rows are counted where they lie, to be held against what is published of it.
CREATE INDEX orders_ordered_at ON orders (ordered_at);
CREATE INDEX refunds_refunded_at ON refunds (refunded_at);

ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificates_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE acceptances ENABLE ROW LEVEL SECURITY;
ALTER TABLE source_watermarks ENABLE ROW LEVEL SECURITY;

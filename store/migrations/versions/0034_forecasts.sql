-- What finance expects of a month, by metric and scenario, as it was imported last.

CREATE TABLE forecasts (
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    metric text NOT NULL,
    scenario text NOT NULL CHECK (scenario IN ('base', 'low', 'high')),
    value numeric NOT NULL,
    PRIMARY KEY (month, metric, scenario)
);

CREATE TABLE forecasts_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    txid text DEFAULT CAST(pg_current_xact_id() AS text) NOT NULL,
    existed boolean NOT NULL,
    month date NOT NULL,
    metric text NOT NULL,
    scenario text NOT NULL,
    value numeric,
    PRIMARY KEY (seq)
);

CALL queue_changes_of('forecasts'::regclass);

-- What is published of it. `rows` keeps a forecast of nought apart from none.

CREATE TABLE forecasts_monthly (
    month date NOT NULL,
    metric text NOT NULL,
    scenario text NOT NULL,
    value numeric NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (month, metric, scenario)
);

CREATE TABLE forecasts_monthly_history (
    month date NOT NULL,
    metric text NOT NULL,
    scenario text NOT NULL,
    value numeric NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    superseded_by bigint NOT NULL
);
CREATE INDEX forecasts_monthly_history_superseded_by ON forecasts_monthly_history (superseded_by);

CREATE TABLE forecasts_monthly_staged (backfill_id bigint, LIKE forecasts_monthly);
ALTER TABLE forecasts_monthly_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, month, metric, scenario);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE forecasts ENABLE ROW LEVEL SECURITY;
ALTER TABLE forecasts_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE forecasts_monthly ENABLE ROW LEVEL SECURITY;
ALTER TABLE forecasts_monthly_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE forecasts_monthly_staged ENABLE ROW LEVEL SECURITY;

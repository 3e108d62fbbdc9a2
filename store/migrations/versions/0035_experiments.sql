-- Experiments as they were designed, and what their variants have done, cumulatively to the end of each day.

CREATE TABLE experiments (
    key text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ab_test', 'feature_flag')),
    status text NOT NULL CHECK (status IN ('draft', 'running', 'completed', 'stopped')),
    hypothesis text NOT NULL,
    started_on date,
    ended_on date,
    primary_metric text NOT NULL CHECK (primary_metric IN ('conversion', 'revenue')),
    success_threshold numeric,
    alpha numeric NOT NULL CHECK (alpha > 0 AND alpha < 1),
    power numeric NOT NULL CHECK (power > 0 AND power < 1),
    planned_users bigint CHECK (planned_users > 0),
    allocation text NOT NULL,
    PRIMARY KEY (key)
);

CREATE TABLE experiments_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    txid text DEFAULT CAST(pg_current_xact_id() AS text) NOT NULL,
    existed boolean NOT NULL,
    key text NOT NULL,
    name text,
    kind text,
    status text,
    hypothesis text,
    started_on date,
    ended_on date,
    primary_metric text,
    success_threshold numeric,
    alpha numeric,
    power numeric,
    planned_users bigint,
    allocation text,
    PRIMARY KEY (seq)
);

CALL queue_changes_of('experiments'::regclass);

CREATE TABLE experiment_results (
    experiment_key text NOT NULL,
    day date NOT NULL,
    variant text NOT NULL,
    is_control boolean NOT NULL,
    users bigint NOT NULL CHECK (users >= 0),
    conversions bigint NOT NULL CHECK (conversions >= 0),
    revenue numeric NOT NULL,
    revenue_squared numeric NOT NULL CHECK (revenue_squared >= 0),
    PRIMARY KEY (experiment_key, day, variant)
);

CREATE TABLE experiment_results_changes (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    txid text DEFAULT CAST(pg_current_xact_id() AS text) NOT NULL,
    existed boolean NOT NULL,
    experiment_key text NOT NULL,
    day date NOT NULL,
    variant text NOT NULL,
    is_control boolean,
    users bigint,
    conversions bigint,
    revenue numeric,
    revenue_squared numeric,
    PRIMARY KEY (seq)
);

CALL queue_changes_of('experiment_results'::regclass);

-- What is published of them. `rows` keeps a design, and a day without users, apart from none.

CREATE TABLE experiment_designs (
    filed_under date NOT NULL,
    experiment_key text NOT NULL,
    design text NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (filed_under, experiment_key, design)
);

CREATE TABLE experiment_designs_history (
    filed_under date NOT NULL,
    experiment_key text NOT NULL,
    design text NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    superseded_by bigint NOT NULL
);
CREATE INDEX experiment_designs_history_superseded_by ON experiment_designs_history (superseded_by);

CREATE TABLE experiment_designs_staged (backfill_id bigint, LIKE experiment_designs);
ALTER TABLE experiment_designs_staged
    DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, filed_under, experiment_key, design);

CREATE TABLE experiment_days (
    experiment_key text NOT NULL,
    day date NOT NULL,
    variant text NOT NULL,
    is_control boolean NOT NULL,
    users bigint NOT NULL,
    conversions bigint NOT NULL,
    revenue numeric NOT NULL,
    revenue_squared numeric NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (experiment_key, day, variant, is_control)
);

CREATE TABLE experiment_days_history (
    experiment_key text NOT NULL,
    day date NOT NULL,
    variant text NOT NULL,
    is_control boolean NOT NULL,
    users bigint NOT NULL,
    conversions bigint NOT NULL,
    revenue numeric NOT NULL,
    revenue_squared numeric NOT NULL,
    rows bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    superseded_by bigint NOT NULL
);
CREATE INDEX experiment_days_history_superseded_by ON experiment_days_history (superseded_by);

CREATE TABLE experiment_days_staged (backfill_id bigint, LIKE experiment_days);
ALTER TABLE experiment_days_staged
    DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, experiment_key, day, variant, is_control);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE experiments ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiments_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_results_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_designs ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_designs_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_designs_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_days_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE experiment_days_staged ENABLE ROW LEVEL SECURITY;

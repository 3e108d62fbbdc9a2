CREATE TABLE backfills (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    first_day date NOT NULL,
    last_day date NOT NULL,
    parameters jsonb NOT NULL,
    status text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    snapshot_id bigint
);
CREATE UNIQUE INDEX backfills_one_open_of_the_same_days ON backfills (first_day, last_day) WHERE status = 'open';

CREATE TABLE backfill_slices (
    backfill_id bigint NOT NULL REFERENCES backfills,
    first_day date NOT NULL,
    last_day date NOT NULL,
    source_rows bigint NOT NULL,
    staged_at timestamptz,
    rebuilds_before bigint,
    rows bigint,
    seconds double precision,
    PRIMARY KEY (backfill_id, first_day)
);

-- For each aggregate, what its rows must change by, as the slices of unfinished backfills found it.

CREATE TABLE metrics_daily_staged (backfill_id bigint, LIKE metrics_daily);
CREATE TABLE customers_by_period_staged (backfill_id bigint, LIKE customers_by_period);
CREATE TABLE cohort_value_staged (backfill_id bigint, LIKE cohort_value);
CREATE TABLE retention_daily_staged (backfill_id bigint, LIKE retention_daily);
CREATE TABLE cohorts_monthly_staged (backfill_id bigint, LIKE cohorts_monthly);
CREATE TABLE mrr_spans_staged (backfill_id bigint, LIKE mrr_spans);
CREATE TABLE opex_daily_staged (backfill_id bigint, LIKE opex_daily);
CREATE TABLE source_days_staged (backfill_id bigint, LIKE source_days);
CREATE TABLE unknown_channels_staged (backfill_id bigint, LIKE unknown_channels);

ALTER TABLE metrics_daily_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, day, channel);
ALTER TABLE customers_by_period_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, grain, bucket, channel);
ALTER TABLE cohort_value_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, cohort_day, channel, bucket);
ALTER TABLE retention_daily_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, cohort_day, channel);
ALTER TABLE cohorts_monthly_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, cohort_month, channel, months_since);
ALTER TABLE mrr_spans_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, customer_id, subscription_id, from_day, to_day);
ALTER TABLE opex_daily_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, day, category);
ALTER TABLE source_days_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, source, day);
ALTER TABLE unknown_channels_staged DROP COLUMN snapshot_id, ADD PRIMARY KEY (backfill_id, source, day, spelling);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE backfills ENABLE ROW LEVEL SECURITY;
ALTER TABLE backfill_slices ENABLE ROW LEVEL SECURITY;
ALTER TABLE metrics_daily_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers_by_period_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohort_value_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_daily_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohorts_monthly_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE mrr_spans_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE opex_daily_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE source_days_staged ENABLE ROW LEVEL SECURITY;
ALTER TABLE unknown_channels_staged ENABLE ROW LEVEL SECURITY;

CREATE TABLE mrr_spans (
    customer_id TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    mrr NUMERIC NOT NULL,
    active_subscriptions BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, subscription_id, from_day, to_day)
);

CREATE TABLE mrr_spans_history (
    customer_id TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    mrr NUMERIC NOT NULL,
    active_subscriptions BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX mrr_spans_history_superseded_by ON mrr_spans_history (superseded_by);

CREATE TABLE cohorts_monthly (
    cohort_month DATE NOT NULL,
    channel TEXT NOT NULL,
    months_since INTEGER NOT NULL,
    customers BIGINT NOT NULL,
    active BIGINT NOT NULL,
    revenue NUMERIC NOT NULL,
    gross_profit NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (cohort_month, channel, months_since)
);

CREATE TABLE cohorts_monthly_history (
    cohort_month DATE NOT NULL,
    channel TEXT NOT NULL,
    months_since INTEGER NOT NULL,
    customers BIGINT NOT NULL,
    active BIGINT NOT NULL,
    revenue NUMERIC NOT NULL,
    gross_profit NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX cohorts_monthly_history_superseded_by ON cohorts_monthly_history (superseded_by);

-- Nothing of these was known before. The next run finds other transforms, and computes everything again.
ALTER TABLE metrics_daily
    ADD COLUMN mrr NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN active_subscriptions BIGINT NOT NULL DEFAULT 0;
ALTER TABLE metrics_daily
    ALTER COLUMN mrr DROP DEFAULT,
    ALTER COLUMN active_subscriptions DROP DEFAULT;
ALTER TABLE metrics_daily_history
    ADD COLUMN mrr NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN active_subscriptions BIGINT NOT NULL DEFAULT 0;
ALTER TABLE metrics_daily_history
    ALTER COLUMN mrr DROP DEFAULT,
    ALTER COLUMN active_subscriptions DROP DEFAULT;

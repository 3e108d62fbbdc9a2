CREATE TABLE channel_spellings (
    spelling TEXT NOT NULL,
    channel TEXT NOT NULL,
    PRIMARY KEY (spelling)
);

CREATE TABLE cohort_value (
    cohort_day DATE NOT NULL,
    channel TEXT NOT NULL,
    bucket SMALLINT NOT NULL,
    customers BIGINT NOT NULL,
    active BIGINT NOT NULL,
    gross_profit NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (cohort_day, channel, bucket)
);

CREATE TABLE cohort_value_history (
    cohort_day DATE NOT NULL,
    channel TEXT NOT NULL,
    bucket SMALLINT NOT NULL,
    customers BIGINT NOT NULL,
    active BIGINT NOT NULL,
    gross_profit NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX cohort_value_history_superseded_by ON cohort_value_history (superseded_by);

CREATE TABLE customers_by_period (
    grain TEXT NOT NULL,
    bucket DATE NOT NULL,
    channel TEXT NOT NULL,
    new_customers BIGINT NOT NULL,
    returning_customers BIGINT NOT NULL,
    lost_customers BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (grain, bucket, channel)
);

CREATE TABLE customers_by_period_history (
    grain TEXT NOT NULL,
    bucket DATE NOT NULL,
    channel TEXT NOT NULL,
    new_customers BIGINT NOT NULL,
    returning_customers BIGINT NOT NULL,
    lost_customers BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX customers_by_period_history_superseded_by ON customers_by_period_history (superseded_by);

CREATE TABLE held_refunds (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    refunded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    amount NUMERIC NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX held_refunds_order_id ON held_refunds (order_id);

CREATE TABLE imports (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    imported_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    read BIGINT NOT NULL,
    "new" BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    same BIGINT NOT NULL,
    held BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE metrics_daily (
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    orders BIGINT NOT NULL,
    gross_revenue NUMERIC NOT NULL,
    cogs NUMERIC NOT NULL,
    refunds NUMERIC NOT NULL,
    refunds_by_order_day NUMERIC NOT NULL,
    new_customers BIGINT NOT NULL,
    new_customer_orders BIGINT NOT NULL,
    new_customer_revenue NUMERIC NOT NULL,
    spend NUMERIC NOT NULL,
    impressions BIGINT NOT NULL,
    clicks BIGINT NOT NULL,
    conversions BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (day, channel)
);

CREATE TABLE metrics_daily_history (
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    orders BIGINT NOT NULL,
    gross_revenue NUMERIC NOT NULL,
    cogs NUMERIC NOT NULL,
    refunds NUMERIC NOT NULL,
    refunds_by_order_day NUMERIC NOT NULL,
    new_customers BIGINT NOT NULL,
    new_customer_orders BIGINT NOT NULL,
    new_customer_revenue NUMERIC NOT NULL,
    spend NUMERIC NOT NULL,
    impressions BIGINT NOT NULL,
    clicks BIGINT NOT NULL,
    conversions BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX metrics_daily_history_superseded_by ON metrics_daily_history (superseded_by);

CREATE TABLE orders (
    id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    ordered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    gross_amount NUMERIC NOT NULL CHECK (gross_amount >= 0),
    cogs NUMERIC DEFAULT '0' NOT NULL CHECK (cogs >= 0),
    currency TEXT NOT NULL,
    channel TEXT DEFAULT 'other' NOT NULL,
    subscription_id TEXT,
    interval_months INTEGER CHECK (interval_months > 0),
    PRIMARY KEY (id),
    CONSTRAINT interval_only_with_subscription CHECK ((subscription_id IS NULL) = (interval_months IS NULL))
);
CREATE INDEX orders_customer_id ON orders (customer_id);

CREATE TABLE orders_changes (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    txid TEXT DEFAULT CAST(pg_current_xact_id() AS TEXT) NOT NULL,
    existed BOOLEAN NOT NULL,
    id TEXT NOT NULL,
    customer_id TEXT,
    ordered_at TIMESTAMP WITH TIME ZONE,
    gross_amount NUMERIC,
    cogs NUMERIC,
    currency TEXT,
    channel TEXT,
    subscription_id TEXT,
    interval_months INTEGER,
    PRIMARY KEY (seq)
);

CREATE TABLE refunds_changes (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    txid TEXT DEFAULT CAST(pg_current_xact_id() AS TEXT) NOT NULL,
    existed BOOLEAN NOT NULL,
    id TEXT NOT NULL,
    order_id TEXT,
    refunded_at TIMESTAMP WITH TIME ZONE,
    amount NUMERIC,
    PRIMARY KEY (seq)
);

CREATE TABLE retention_daily (
    cohort_day DATE NOT NULL,
    channel TEXT NOT NULL,
    customers BIGINT NOT NULL,
    within_30 BIGINT NOT NULL,
    within_60 BIGINT NOT NULL,
    within_90 BIGINT NOT NULL,
    since_30 BIGINT NOT NULL,
    since_60 BIGINT NOT NULL,
    since_90 BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (cohort_day, channel)
);

CREATE TABLE retention_daily_history (
    cohort_day DATE NOT NULL,
    channel TEXT NOT NULL,
    customers BIGINT NOT NULL,
    within_30 BIGINT NOT NULL,
    within_60 BIGINT NOT NULL,
    within_90 BIGINT NOT NULL,
    since_30 BIGINT NOT NULL,
    since_60 BIGINT NOT NULL,
    since_90 BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX retention_daily_history_superseded_by ON retention_daily_history (superseded_by);

CREATE TABLE runs (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    snapshot_id BIGINT,
    rows_changed BIGINT,
    parameters JSONB NOT NULL,
    error TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE source_days (
    source TEXT NOT NULL,
    day DATE NOT NULL,
    rows BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (source, day)
);

CREATE TABLE source_days_history (
    source TEXT NOT NULL,
    day DATE NOT NULL,
    rows BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX source_days_history_superseded_by ON source_days_history (superseded_by);

CREATE TABLE spend (
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    campaign TEXT DEFAULT '' NOT NULL,
    amount NUMERIC NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    impressions BIGINT DEFAULT '0' NOT NULL CHECK (impressions >= 0),
    clicks BIGINT DEFAULT '0' NOT NULL CHECK (clicks >= 0),
    conversions BIGINT DEFAULT '0' NOT NULL CHECK (conversions >= 0),
    PRIMARY KEY (day, channel, campaign)
);

CREATE TABLE spend_changes (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    txid TEXT DEFAULT CAST(pg_current_xact_id() AS TEXT) NOT NULL,
    existed BOOLEAN NOT NULL,
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    campaign TEXT NOT NULL,
    amount NUMERIC,
    currency TEXT,
    impressions BIGINT,
    clicks BIGINT,
    conversions BIGINT,
    PRIMARY KEY (seq)
);

CREATE TABLE refunds (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    refunded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    amount NUMERIC NOT NULL CHECK (amount > 0),
    PRIMARY KEY (id),
    FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE CASCADE
);
CREATE INDEX refunds_order_id ON refunds (order_id);

CREATE TABLE rejected_rows (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    import_id BIGINT NOT NULL,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    line BIGINT NOT NULL,
    reason TEXT NOT NULL,
    row JSONB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(import_id) REFERENCES imports (id) ON DELETE CASCADE
);
CREATE INDEX rejected_rows_import_id ON rejected_rows (import_id);

CREATE TABLE snapshots (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    run_id BIGINT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE expenses (
    day DATE NOT NULL,
    category TEXT NOT NULL,
    amount NUMERIC NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    PRIMARY KEY (day, category)
);

CREATE TABLE cash_balances (
    day DATE NOT NULL,
    balance NUMERIC NOT NULL,
    financing NUMERIC DEFAULT '0' NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (day)
);

CREATE TABLE expenses_changes (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    txid TEXT DEFAULT CAST(pg_current_xact_id() AS TEXT) NOT NULL,
    existed BOOLEAN NOT NULL,
    day DATE NOT NULL,
    category TEXT NOT NULL,
    amount NUMERIC,
    currency TEXT,
    PRIMARY KEY (seq)
);

CREATE TABLE cash_balances_changes (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    txid TEXT DEFAULT CAST(pg_current_xact_id() AS TEXT) NOT NULL,
    existed BOOLEAN NOT NULL,
    day DATE NOT NULL,
    balance NUMERIC,
    financing NUMERIC,
    currency TEXT,
    PRIMARY KEY (seq)
);

CREATE TABLE opex_daily (
    day DATE NOT NULL,
    category TEXT NOT NULL,
    opex NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    PRIMARY KEY (day, category)
);

CREATE TABLE opex_daily_history (
    day DATE NOT NULL,
    category TEXT NOT NULL,
    opex NUMERIC NOT NULL,
    snapshot_id BIGINT NOT NULL,
    superseded_by BIGINT NOT NULL
);
CREATE INDEX opex_daily_history_superseded_by ON opex_daily_history (superseded_by);

-- Nothing of these was known before: the rows that are there had none of them.
ALTER TABLE metrics_daily
    ADD COLUMN opex NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN cash_balance NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN financing NUMERIC NOT NULL DEFAULT 0;
ALTER TABLE metrics_daily
    ALTER COLUMN opex DROP DEFAULT,
    ALTER COLUMN cash_balance DROP DEFAULT,
    ALTER COLUMN financing DROP DEFAULT;
ALTER TABLE metrics_daily_history
    ADD COLUMN opex NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN cash_balance NUMERIC NOT NULL DEFAULT 0,
    ADD COLUMN financing NUMERIC NOT NULL DEFAULT 0;
ALTER TABLE metrics_daily_history
    ALTER COLUMN opex DROP DEFAULT,
    ALTER COLUMN cash_balance DROP DEFAULT,
    ALTER COLUMN financing DROP DEFAULT;

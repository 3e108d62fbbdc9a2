-- The one clock of leases and schedules. Empty outside of tests, which move it for all their processes at once.

CREATE TABLE moved_clock (
    at timestamptz NOT NULL
);
CREATE UNIQUE INDEX moved_clock_one_row ON moved_clock ((true));

CREATE FUNCTION current_moment() RETURNS timestamptz LANGUAGE sql VOLATILE
RETURN coalesce((SELECT at FROM moved_clock), clock_timestamp());

-- Who may do what only one may do. The token grows with every holder; whoever publishes checks it.

CREATE TABLE leases (
    name text PRIMARY KEY,
    token bigint NOT NULL,
    holder text NOT NULL,
    acquired_at timestamptz NOT NULL
);

-- Until when. Apart from the token, because a heartbeat must not conflict with the transaction that checks it.

CREATE TABLE lease_heartbeats (
    name text PRIMARY KEY,
    token bigint NOT NULL,
    expires_at timestamptz NOT NULL
);

-- What was done of what is owed: a job, once for each local business date.

CREATE TABLE job_slots (
    job text NOT NULL,
    local_date date NOT NULL,
    status text NOT NULL,
    lease text NOT NULL,
    token bigint NOT NULL,
    holder text NOT NULL,
    attempts integer NOT NULL,
    retry_at timestamptz NOT NULL,
    run_id bigint,
    done_at timestamptz,
    error text,
    PRIMARY KEY (job, local_date)
);

-- A run is known from its start: what woke it, for which date, and under which lease it lives.

ALTER TABLE runs
    ADD COLUMN trigger text NOT NULL DEFAULT 'command',
    ADD COLUMN local_date date,
    ADD COLUMN holder text,
    ADD COLUMN lease text,
    ADD COLUMN token bigint;
CREATE INDEX runs_running ON runs (lease, token) WHERE status = 'running';

-- How far a run has come.

CREATE TABLE run_progress (
    run_id bigint PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    step integer NOT NULL,
    steps integer NOT NULL,
    label text NOT NULL,
    at timestamptz NOT NULL
);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE moved_clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE leases ENABLE ROW LEVEL SECURITY;
ALTER TABLE lease_heartbeats ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_slots ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_progress ENABLE ROW LEVEL SECURITY;

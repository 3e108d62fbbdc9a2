-- Corrections: up to which snapshot each posted message was held against the numbers of today, and what was said of it.

CREATE TABLE followed_messages (
    outbox_id bigint PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
    compared_snapshot_id bigint NOT NULL,
    revision integer NOT NULL DEFAULT 0
);
CREATE INDEX followed_messages_compared ON followed_messages (compared_snapshot_id);

CREATE TABLE corrected_numbers (
    outbox_id bigint NOT NULL,
    position smallint NOT NULL,
    revision integer NOT NULL,
    value numeric,
    shown text NOT NULL,
    snapshot_id bigint NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (outbox_id, position, revision),
    FOREIGN KEY (outbox_id, position) REFERENCES stated_numbers ON DELETE CASCADE
);

-- What was proved, by when: both corrections and the auditor look back over days, never over all that was ever posted.
CREATE INDEX outbox_proved ON outbox (ended_at) WHERE status = 'proved';

-- The auditor: since when it looks, when it last did, which promises fell due while it did, what it found, and what is
-- to be said of it outside Slack.

CREATE TABLE audit_looks (
    began_at timestamptz NOT NULL,
    looked_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX audit_looks_one_row ON audit_looks ((true));

CREATE TABLE audit_promises (
    kind text NOT NULL,
    subject text NOT NULL,
    channel text NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (kind, subject, channel)
);
CREATE INDEX audit_promises_due_at ON audit_promises (due_at);

CREATE TABLE audit_findings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    channel text NOT NULL,
    why text NOT NULL,
    due_at timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    cleared_at timestamptz,
    outcome text,
    CONSTRAINT audit_findings_once UNIQUE (kind, subject, channel)
);
CREATE INDEX audit_findings_open ON audit_findings (id) WHERE cleared_at IS NULL;

CREATE TABLE webhook_notices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text
);
CREATE INDEX webhook_notices_waiting ON webhook_notices (next_at) WHERE ended_at IS NULL;

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE followed_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE corrected_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_looks ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_promises ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_notices ENABLE ROW LEVEL SECURITY;

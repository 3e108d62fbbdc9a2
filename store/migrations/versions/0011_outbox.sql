-- The outbox: each message that must be posted is a row, written with what caused it, and unique by what it is.

CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    channel text NOT NULL,
    series text,
    action text NOT NULL CHECK (action IN ('post', 'edit')),
    about_id bigint REFERENCES outbox,
    priority smallint NOT NULL,
    message jsonb NOT NULL,
    picture jsonb,
    words text,
    snapshot_id bigint,
    created_at timestamptz NOT NULL DEFAULT current_moment(),
    due_at timestamptz NOT NULL,
    expires_at timestamptz,
    status text NOT NULL DEFAULT 'owed'
    CHECK (status IN ('owed', 'sending', 'uncertain', 'proved', 'expired', 'refused')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    holder text,
    token bigint NOT NULL DEFAULT 0,
    leased_until timestamptz,
    first_sent_at timestamptz,
    last_sent_at timestamptz,
    posted_channel text,
    ts text,
    ended_at timestamptz,
    proof text,
    error text,
    file_id text,
    picture_status text CHECK (picture_status IN ('wanted', 'shown', 'given up')),
    CONSTRAINT outbox_owed_once UNIQUE (kind, subject, channel),
    CHECK (action <> 'edit' OR about_id IS NOT NULL),
    CHECK (status <> 'proved' OR (posted_channel, ts, ended_at, proof) IS NOT NULL)
);

CREATE INDEX outbox_waiting ON outbox (next_at) WHERE status IN ('owed', 'sending', 'uncertain', 'refused');
CREATE INDEX outbox_series ON outbox (series, channel, id);
CREATE INDEX outbox_posted ON outbox (posted_channel, ts);

CREATE TABLE stated_numbers (
    outbox_id bigint NOT NULL REFERENCES outbox ON DELETE CASCADE,
    position smallint NOT NULL,
    words text NOT NULL,
    as_of date NOT NULL,
    title text NOT NULL,
    shown text NOT NULL,
    value numeric,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (outbox_id, position)
);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE stated_numbers ENABLE ROW LEVEL SECURITY;

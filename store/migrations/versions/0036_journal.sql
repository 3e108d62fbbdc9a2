-- The journal: who asked for what, and what came of it. user_id is NULL once a person's data was erased.

CREATE TABLE journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    user_id text,
    channel text,
    words text NOT NULL,
    outcome text NOT NULL,
    code text NOT NULL
);
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_user ON journal (user_id, at);

-- What Slack delivered lately: whichever replica gets it a second time does nothing.

CREATE TABLE deliveries (
    id text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
CREATE INDEX deliveries_seen_at ON deliveries (seen_at);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;

-- Subscriptions: what is asked, when it is due, and where it is posted.

CREATE TABLE subscriptions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    words text NOT NULL,
    channel text NOT NULL,
    every text NOT NULL,
    day smallint NOT NULL,
    at time NOT NULL,
    zone text NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    -- Due from here on: when it was made, or last resumed.
    since timestamptz NOT NULL,
    -- The last local date that was owed, or overtaken before it could be.
    owed_through date,
    paused_at timestamptz,
    paused_why text,
    removed_at timestamptz,
    changed_by text,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT subscription_is_a_schedule CHECK (
        (every IN ('daily', 'weekdays') AND day = 0)
        OR (every = 'weekly' AND day BETWEEN 1 AND 7)
        OR (every = 'monthly' AND (day BETWEEN 1 AND 31 OR day = -1))
    )
);

-- The same answer, at the same time, in the same place is subscribed once, whoever asks again or upgrades.
CREATE UNIQUE INDEX subscriptions_once ON subscriptions (words, channel, every, day, at, zone)
WHERE removed_at IS NULL;
CREATE INDEX subscriptions_in_channel ON subscriptions (channel) WHERE removed_at IS NULL;
CREATE INDEX subscriptions_of_person ON subscriptions (made_by) WHERE removed_at IS NULL;

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;

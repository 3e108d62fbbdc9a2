-- Rules that were made at run time: each change is a version, and the newest stands.

CREATE TABLE alert_rules (
    key text NOT NULL,
    version integer NOT NULL,
    words text,
    muted_until timestamptz,
    is_removed boolean NOT NULL DEFAULT false,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT current_moment(),
    PRIMARY KEY (key, version)
);

-- One row. Whoever has looked writes what came of it only where nobody else has looked since.

CREATE TABLE alert_looks (
    id smallint PRIMARY KEY CHECK (id = 1),
    number bigint NOT NULL,
    mark text
);
INSERT INTO alert_looks VALUES (1, 0, NULL);

-- What is known of each rule, and of each part that it judges, through a closed day.

CREATE TABLE alert_states (
    rule_key text NOT NULL,
    part text NOT NULL,
    version text NOT NULL,
    through date NOT NULL,
    state jsonb NOT NULL,
    before jsonb NOT NULL,
    value numeric,
    verdict smallint,
    snapshot_id bigint NOT NULL,
    PRIMARY KEY (rule_key, part)
);

CREATE TABLE episodes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule_key text NOT NULL,
    part text NOT NULL,
    version text NOT NULL,
    metric text NOT NULL,
    severity smallint NOT NULL,
    since date NOT NULL,
    value numeric,
    worst numeric,
    worst_severity smallint NOT NULL,
    opened_on date NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT current_moment(),
    ended_on date,
    ended_at timestamptz,
    ending text,
    outbox_id bigint REFERENCES outbox,
    CHECK ((ended_at IS NULL) = (ending IS NULL) AND (ended_at IS NULL) = (ended_on IS NULL))
);
CREATE UNIQUE INDEX episodes_open_once ON episodes (rule_key, part) WHERE ended_at IS NULL;
CREATE INDEX episodes_opened ON episodes (opened_at);
CREATE INDEX episodes_told ON episodes (outbox_id);

CREATE TABLE alert_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT current_moment(),
    rule_key text NOT NULL,
    part text NOT NULL,
    episode_id bigint REFERENCES episodes,
    day date,
    what text NOT NULL,
    value numeric,
    severity smallint,
    reason text NOT NULL,
    person text
);
CREATE INDEX alert_log_of_episode ON alert_log (episode_id);

-- What happened has happened: nothing in the log is changed or taken away.

CREATE FUNCTION refuse_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only';
END $$;
CREATE TRIGGER alert_log_is_append_only BEFORE UPDATE OR DELETE ON alert_log
FOR EACH ROW EXECUTE FUNCTION refuse_changes();

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE alert_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_looks ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE episodes ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_log ENABLE ROW LEVEL SECURITY;

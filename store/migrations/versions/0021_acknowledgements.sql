-- What people did to messages that tell of alerts. Who holds an episode follows from it.

CREATE TABLE alert_touches (
    message_id bigint NOT NULL REFERENCES outbox,
    person text NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    is_set boolean NOT NULL,
    given_at timestamptz NOT NULL,
    until timestamptz,
    known_at timestamptz NOT NULL DEFAULT current_moment(),
    PRIMARY KEY (message_id, person, name, at, is_set)
);
CREATE TRIGGER alert_touches_is_append_only BEFORE UPDATE OR DELETE ON alert_touches
FOR EACH ROW EXECUTE FUNCTION refuse_changes();

-- When the reactions of a message were last read back.

CREATE TABLE alert_read_backs (
    message_id bigint PRIMARY KEY REFERENCES outbox,
    read_at timestamptz NOT NULL
);

-- Who may not hold it, and has been told so.

CREATE TABLE alert_strangers (
    root_id bigint NOT NULL REFERENCES outbox,
    person text NOT NULL,
    told_at timestamptz NOT NULL DEFAULT current_moment(),
    PRIMARY KEY (root_id, person)
);

ALTER TABLE episodes
    ADD held_by text[] NOT NULL DEFAULT '{}',
    ADD held_at timestamptz,
    ADD held_until timestamptz,
    ADD is_snoozed boolean NOT NULL DEFAULT false,
    ADD first_held_at timestamptz,
    ADD CHECK ((held_by = '{}') = (held_at IS NULL));

-- While nobody holds what is critical, the people of the chain are told, one step after another. One row for each
-- such time, whose next step is due at next_at; none is due once the chain is at its end.

CREATE TABLE alert_vigils (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    root_id bigint NOT NULL REFERENCES outbox,
    began_at timestamptz NOT NULL,
    step integer NOT NULL DEFAULT 0,
    next_at timestamptz,
    ended_at timestamptz,
    ending text,
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE UNIQUE INDEX alert_vigils_open_once ON alert_vigils (root_id) WHERE ended_at IS NULL;
CREATE INDEX alert_vigils_due ON alert_vigils (next_at) WHERE ended_at IS NULL;

-- What was said on a vigil: marks on these messages are marks on the message that they remind of.

CREATE TABLE alert_reminders (
    outbox_id bigint PRIMARY KEY REFERENCES outbox,
    root_id bigint NOT NULL REFERENCES outbox,
    vigil_id bigint NOT NULL REFERENCES alert_vigils
);
CREATE INDEX alert_reminders_of_root ON alert_reminders (root_id);

-- From when on a rule is muted; NULL: from the change on.

ALTER TABLE alert_rules ADD muted_from timestamptz;

ALTER TABLE alert_touches ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_read_backs ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_strangers ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_vigils ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_reminders ENABLE ROW LEVEL SECURITY;

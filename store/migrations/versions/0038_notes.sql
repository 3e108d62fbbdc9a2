-- What people wrote beside a day: shown on every picture that covers it. Without a metric it is of all numbers.

CREATE TABLE notes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day date NOT NULL,
    text text NOT NULL,
    metric text,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    removed_by text,
    removed_at timestamptz
);
CREATE INDEX notes_day ON notes (day) WHERE removed_at IS NULL;

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE notes ENABLE ROW LEVEL SECURITY;

-- What a message that was posted with the bot's token needs to follow the numbers: all that it shows in words, the latest
-- day that counts, its headline numbers, a mark of everything that people see in it, the click that brought it there, and
-- which replica's edit is on its way. Messages from before this migration stay as they are.

ALTER TABLE posted_answers
    ADD COLUMN is_live boolean NOT NULL DEFAULT false,
    ADD COLUMN shows text,
    ADD COLUMN as_of date,
    ADD COLUMN headlines jsonb,
    ADD COLUMN mark text,
    ADD COLUMN turn text,
    ADD COLUMN claimed_at timestamptz,
    ADD CONSTRAINT live_is_whole CHECK (
        NOT is_live OR (shows, as_of, headlines, mark, turn) IS NOT NULL
    );
CREATE INDEX posted_answers_live ON posted_answers (posted_at) WHERE is_live;

-- When each person last had a run started: more often than once a minute serves nobody.

CREATE TABLE refresh_requests (
    user_id text PRIMARY KEY,
    asked_at timestamptz NOT NULL
);

ALTER TABLE refresh_requests ENABLE ROW LEVEL SECURITY;

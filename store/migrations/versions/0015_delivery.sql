-- When each conversation may next be written to: Slack takes one message a second, and says when it wants more patience.

CREATE TABLE channel_pauses (
    channel text PRIMARY KEY,
    free_at timestamptz NOT NULL
);

ALTER TABLE outbox ADD COLUMN may_repeat boolean NOT NULL DEFAULT false;

CREATE INDEX outbox_pictures ON outbox (next_at) WHERE picture_status = 'wanted';

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE channel_pauses ENABLE ROW LEVEL SECURITY;

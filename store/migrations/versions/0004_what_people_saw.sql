-- Which question each message of the bot answers, so that it can be explained without reading a conversation.

CREATE TABLE posted_answers (
    channel text NOT NULL,
    ts text NOT NULL,
    thread_ts text,
    words text NOT NULL,
    snapshot_id bigint,
    posted_at timestamptz NOT NULL,
    PRIMARY KEY (channel, ts)
);
CREATE INDEX posted_answers_thread ON posted_answers (channel, thread_ts);

-- What each person asked last, and what they starred, for their App Home.

CREATE TABLE viewer_questions (
    user_id text NOT NULL,
    words text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, words)
);

CREATE TABLE viewer_stars (
    user_id text NOT NULL,
    words text NOT NULL,
    starred_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, words)
);

-- Each person's App Home: the local day on which they opened it, and what it shows.

CREATE TABLE home_views (
    user_id text PRIMARY KEY,
    channel text NOT NULL,
    opened_on date NOT NULL,
    tab text NOT NULL,
    hash text,
    snapshot_id bigint
);
CREATE INDEX home_views_opened_on ON home_views (opened_on);

-- As for every table: nobody but the owner reads or writes it.

ALTER TABLE posted_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE viewer_questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE viewer_stars ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_views ENABLE ROW LEVEL SECURITY;

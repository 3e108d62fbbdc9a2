"""What people were shown."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    Table,
    Text,
)

from store.tables.columns import metadata, moment, text_column

posted_answers = Table(
    "posted_answers",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("thread_ts", Text),
    text_column("words"),
    Column("snapshot_id", BigInteger),
    moment("posted_at"),
    Index("posted_answers_thread", "channel", "thread_ts"),
)

viewer_questions = Table(
    "viewer_questions",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("words", Text, primary_key=True),
    moment("asked_at"),
)

viewer_stars = Table(
    "viewer_stars",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("words", Text, primary_key=True),
    moment("starred_at"),
)

home_views = Table(
    "home_views",
    metadata,
    Column("user_id", Text, primary_key=True),
    text_column("channel"),
    Column("opened_on", Date, nullable=False),
    text_column("tab"),
    Column("hash", Text),
    Column("snapshot_id", BigInteger),
    Index("home_views_opened_on", "opened_on"),
)

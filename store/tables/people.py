"""What people were shown."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

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
    Column("is_live", Boolean, nullable=False, server_default=false()),
    Column("shows", Text),
    Column("as_of", Date),
    Column("headlines", JSONB),
    Column("mark", Text),
    Column("turn", Text),
    moment("claimed_at", nullable=True),
    CheckConstraint("NOT is_live OR (shows, as_of, headlines, mark, turn) IS NOT NULL", name="live_is_whole"),
    Index("posted_answers_thread", "channel", "thread_ts"),
    Index("posted_answers_live", "posted_at", postgresql_where=text("is_live")),
)

refresh_requests = Table(
    "refresh_requests",
    metadata,
    Column("user_id", Text, primary_key=True),
    moment("asked_at"),
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

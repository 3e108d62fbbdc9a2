"""What must be posted: one row for each message that is owed, and the numbers that each one states."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from store.clock import moment as now
from store.tables.columns import metadata, moment, text_column

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    # What is owed.
    text_column("kind"),
    text_column("subject"),
    text_column("channel"),
    Column("series", Text),
    text_column("action"),
    Column("about_id", BigInteger, ForeignKey("outbox.id")),
    Column("priority", SmallInteger, nullable=False),
    Column("message", JSONB, nullable=False),
    Column("picture", JSONB(none_as_null=True)),
    Column("words", Text),
    Column("snapshot_id", BigInteger),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=now()),
    moment("due_at"),
    moment("expires_at", nullable=True),
    # What became of it.
    text_column("status", server_default="owed"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    moment("next_at"),
    Column("holder", Text),
    Column("token", BigInteger, nullable=False, server_default="0"),
    moment("leased_until", nullable=True),
    moment("first_sent_at", nullable=True),
    moment("last_sent_at", nullable=True),
    Column("posted_channel", Text),
    Column("ts", Text),
    moment("ended_at", nullable=True),
    Column("proof", Text),
    Column("error", Text),
    Column("may_repeat", Boolean, nullable=False, server_default=false()),
    Column("file_id", Text),
    Column("picture_status", Text),
    UniqueConstraint("kind", "subject", "channel", name="outbox_owed_once"),
    Index("outbox_waiting", "next_at", postgresql_where=text("status IN ('owed', 'sending', 'uncertain', 'refused')")),
    Index("outbox_pictures", "next_at", postgresql_where=text("picture_status = 'wanted'")),
    Index("outbox_series", "series", "channel", "id"),
    Index("outbox_posted", "posted_channel", "ts"),
    Index("outbox_proved", "ended_at", postgresql_where=text("status = 'proved'")),
)

stated_numbers = Table(
    "stated_numbers",
    metadata,
    Column("outbox_id", BigInteger, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    text_column("words"),
    Column("as_of", Date, nullable=False),
    text_column("title"),
    text_column("shown"),
    Column("value", Numeric),
    Column("snapshot_id", BigInteger, nullable=False),
)

channel_pauses = Table(
    "channel_pauses",
    metadata,
    Column("channel", Text, primary_key=True),
    moment("free_at"),
)

"""What people have asked for once, to be answered again and again."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Time,
    text,
)

from store.tables.columns import metadata, moment, text_column

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("words"),
    text_column("channel"),
    text_column("every"),
    Column("day", SmallInteger, nullable=False),
    Column("at", Time, nullable=False),
    text_column("zone"),
    text_column("made_by"),
    moment("made_at"),
    moment("since"),
    Column("owed_through", Date),
    moment("paused_at", nullable=True),
    Column("paused_why", Text),
    moment("removed_at", nullable=True),
    Column("changed_by", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint(
        "(every IN ('daily', 'weekdays') AND day = 0) OR (every = 'weekly' AND day BETWEEN 1 AND 7) "
        "OR (every = 'monthly' AND (day BETWEEN 1 AND 31 OR day = -1))",
        name="subscription_is_a_schedule",
    ),
    Index(
        "subscriptions_once",
        "words",
        "channel",
        "every",
        "day",
        "at",
        "zone",
        unique=True,
        postgresql_where=text("removed_at IS NULL"),
    ),
    Index("subscriptions_in_channel", "channel", postgresql_where=text("removed_at IS NULL")),
    Index("subscriptions_of_person", "made_by", postgresql_where=text("removed_at IS NULL")),
)

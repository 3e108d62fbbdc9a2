"""What became of posted numbers: up to which snapshot a message was compared, and what its correction said of each."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
)

from store.tables.columns import metadata, moment, text_column

followed_messages = Table(
    "followed_messages",
    metadata,
    Column("outbox_id", BigInteger, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("compared_snapshot_id", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index("followed_messages_compared", "compared_snapshot_id"),
)

corrected_numbers = Table(
    "corrected_numbers",
    metadata,
    Column("outbox_id", BigInteger, primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", Numeric),
    text_column("shown"),
    Column("snapshot_id", BigInteger, nullable=False),
    moment("said_at"),
    ForeignKeyConstraint(
        ["outbox_id", "position"], ["stated_numbers.outbox_id", "stated_numbers.position"], ondelete="CASCADE"
    ),
)

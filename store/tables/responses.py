"""What people did about alerts, and what is done while nobody does: marks on messages, vigils, reminders."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from store.clock import moment as now
from store.tables.columns import metadata, moment

alert_touches = Table(
    "alert_touches",
    metadata,
    Column("message_id", BigInteger, ForeignKey("outbox.id"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("at", DateTime(timezone=True), primary_key=True),
    Column("is_set", Boolean, primary_key=True),
    moment("given_at"),
    moment("until", nullable=True),
    Column("known_at", DateTime(timezone=True), nullable=False, server_default=now()),
)

alert_read_backs = Table(
    "alert_read_backs",
    metadata,
    Column("message_id", BigInteger, ForeignKey("outbox.id"), primary_key=True),
    moment("read_at"),
)

alert_strangers = Table(
    "alert_strangers",
    metadata,
    Column("root_id", BigInteger, ForeignKey("outbox.id"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("told_at", DateTime(timezone=True), nullable=False, server_default=now()),
)

alert_vigils = Table(
    "alert_vigils",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("root_id", BigInteger, ForeignKey("outbox.id"), nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("step", Integer, nullable=False, server_default="0"),
    moment("next_at", nullable=True),
    moment("ended_at", nullable=True),
    Column("ending", Text),
    Index("alert_vigils_open_once", "root_id", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index("alert_vigils_due", "next_at", postgresql_where=text("ended_at IS NULL")),
)

alert_reminders = Table(
    "alert_reminders",
    metadata,
    Column("outbox_id", BigInteger, ForeignKey("outbox.id"), primary_key=True),
    Column("root_id", BigInteger, ForeignKey("outbox.id"), nullable=False),
    Column("vigil_id", BigInteger, ForeignKey("alert_vigils.id"), nullable=False),
    Index("alert_reminders_of_root", "root_id"),
)

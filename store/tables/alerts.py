"""Alerts: rules that were made at run time, what is known of each rule, episodes, and all that happened to them."""

from sqlalchemy import (
    ARRAY,
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
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from store.clock import moment as now
from store.tables.columns import metadata, moment, text_column

alert_rules = Table(
    "alert_rules",
    metadata,
    Column("key", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    # As they are typed; none where a declared rule stands as it is declared.
    Column("words", Text),
    moment("muted_from", nullable=True),
    moment("muted_until", nullable=True),
    Column("is_removed", Boolean, nullable=False, server_default=false()),
    text_column("changed_by"),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=now()),
)

alert_looks = Table(
    "alert_looks",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("mark", Text),
)

alert_states = Table(
    "alert_states",
    metadata,
    Column("rule_key", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    text_column("version"),
    Column("through", Date, nullable=False),
    Column("state", JSONB, nullable=False),
    # What was known before the last day, that day's value and verdict as they were last read, and where.
    Column("before", JSONB, nullable=False),
    Column("value", Numeric),
    Column("verdict", SmallInteger),
    Column("snapshot_id", BigInteger, nullable=False),
)

episodes = Table(
    "episodes",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("rule_key"),
    text_column("part"),
    text_column("version"),
    text_column("metric"),
    Column("severity", SmallInteger, nullable=False),
    Column("since", Date, nullable=False),
    Column("value", Numeric),
    Column("worst", Numeric),
    Column("worst_severity", SmallInteger, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=now()),
    Column("ended_on", Date),
    moment("ended_at", nullable=True),
    Column("ending", Text),
    Column("outbox_id", BigInteger, ForeignKey("outbox.id")),
    # Who holds it, as it follows from what people did to its message; of one that is over, who held it then.
    Column("held_by", ARRAY(Text), nullable=False, server_default="{}"),
    moment("held_at", nullable=True),
    moment("held_until", nullable=True),
    Column("is_snoozed", Boolean, nullable=False, server_default=false()),
    moment("first_held_at", nullable=True),
    Index("episodes_open_once", "rule_key", "part", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index("episodes_opened", "opened_at"),
    Index("episodes_told", "outbox_id"),
)

alert_log = Table(
    "alert_log",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=now()),
    text_column("rule_key"),
    text_column("part"),
    Column("episode_id", BigInteger, ForeignKey("episodes.id")),
    Column("day", Date),
    text_column("what"),
    Column("value", Numeric),
    Column("severity", SmallInteger),
    text_column("reason"),
    Column("person", Text),
    Index("alert_log_of_episode", "episode_id"),
)

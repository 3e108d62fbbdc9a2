"""Who asked for what, and what Slack delivered."""

from sqlalchemy import BigInteger, Column, Identity, Index, Table, Text

from store.tables.columns import metadata, moment, text_column

journal = Table(
    "journal",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    moment("at"),
    text_column("kind"),
    Column("user_id", Text),
    Column("channel", Text),
    text_column("words"),
    text_column("outcome"),
    text_column("code"),
    Index("journal_at", "at"),
    Index("journal_user", "user_id", "at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    moment("seen_at"),
    Index("deliveries_seen_at", "seen_at"),
)

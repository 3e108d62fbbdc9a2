"""What people wrote beside a day."""

from sqlalchemy import Column, Date, Identity, Index, Integer, Table, Text, text

from store.tables.columns import metadata, moment, text_column

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("day", Date, nullable=False),
    text_column("text"),
    Column("metric", Text),
    text_column("made_by"),
    moment("made_at"),
    Column("removed_by", Text),
    moment("removed_at", nullable=True),
    Index("notes_day", "day", postgresql_where=text("removed_at IS NULL")),
)

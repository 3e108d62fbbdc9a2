"""What backfills keep until they are published: their slices, and what published rows must change by."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Identity,
    Index,
    Table,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.aggregates import AGGREGATES, Aggregate
from store.tables.columns import metadata, moment, text_column

backfills = Table(
    "backfills",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("parameters", JSONB, nullable=False),
    text_column("status"),
    moment("started_at"),
    moment("finished_at", nullable=True),
    Column("snapshot_id", BigInteger),
    Index(
        "backfills_one_open_of_the_same_days",
        "first_day",
        "last_day",
        unique=True,
        postgresql_where=text("status = 'open'"),
    ),
)

backfill_slices = Table(
    "backfill_slices",
    metadata,
    Column("backfill_id", BigInteger, ForeignKey("backfills.id"), primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, nullable=False),
    Column("source_rows", BigInteger, nullable=False),
    # All below: nothing until the slice is staged.
    moment("staged_at", nullable=True),
    Column("rebuilds_before", BigInteger),
    Column("rows", BigInteger),
    Column("seconds", Float),
)


def _staged(aggregate: Aggregate) -> Table:
    """What the rows of an aggregate must change by, as a backfill's slices found it."""
    keys = (Column(key.name, key.type, primary_key=True) for key in aggregate.keys)
    measures = (Column(each.name, each.type, nullable=False) for each in aggregate.measures)
    backfill = Column("backfill_id", BigInteger, primary_key=True, autoincrement=False)
    return Table(f"{aggregate.name}_staged", metadata, backfill, *keys, *measures)


STAGED_TABLES = {aggregate.name: _staged(aggregate) for aggregate in AGGREGATES}

"""What runs keep: the queues of changed rows, what was run, and what was published."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from store.tables.columns import metadata, moment, text_column
from store.tables.sources import QUEUED_TABLES

channel_spellings = Table(
    "channel_spellings", metadata, Column("spelling", Text, primary_key=True), text_column("channel")
)


def _changes_of(source: Table) -> Table:
    """The queue of a source's changed rows: the key, and the row as it was before (nothing, where it is new)."""
    return Table(
        f"{source.name}_changes",
        metadata,
        Column("seq", BigInteger, Identity(always=True), primary_key=True),
        text_column("txid", server_default=func.cast(func.pg_current_xact_id(), Text)),
        Column("existed", Boolean, nullable=False),
        *(Column(column.name, column.type, nullable=not column.primary_key) for column in source.columns),
    )


CHANGE_TABLES = {source.name: _changes_of(source) for source in QUEUED_TABLES}

runs = Table(
    "runs",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("kind"),
    text_column("status"),
    moment("started_at"),
    moment("finished_at", nullable=True),
    Column("snapshot_id", BigInteger),
    Column("rows_changed", BigInteger),
    Column("parameters", JSONB, nullable=False),
    Column("error", Text),
    text_column("trigger", server_default="command"),
    Column("local_date", Date),
    Column("holder", Text),
    Column("lease", Text),
    Column("token", BigInteger),
    Index("runs_running", "lease", "token", postgresql_where=text("status = 'running'")),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("run_id", BigInteger, ForeignKey("runs.id"), nullable=False),
    moment("published_at"),
    moment("thinned_at", nullable=True),
)

snapshot_changes = Table(
    "snapshot_changes",
    metadata,
    Column("snapshot_id", BigInteger, ForeignKey("snapshots.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("rows", BigInteger, nullable=False),
    Column("amount_before", Numeric, nullable=False),
    Column("amount_after", Numeric, nullable=False),
    Column("examples", ARRAY(Text), nullable=False),
)

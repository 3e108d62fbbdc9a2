"""What leases and schedules keep: the clock that they go by, who holds what until when, and what is done."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, Table, Text, text

from store.tables.columns import metadata, moment, text_column

moved_clock = Table("moved_clock", metadata, moment("at"), Index("moved_clock_one_row", text("(true)"), unique=True))

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", BigInteger, nullable=False),
    text_column("holder"),
    moment("acquired_at"),
)

lease_heartbeats = Table(
    "lease_heartbeats",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", BigInteger, nullable=False),
    moment("expires_at"),
)

job_slots = Table(
    "job_slots",
    metadata,
    Column("job", Text, primary_key=True),
    Column("local_date", Date, primary_key=True),
    text_column("status"),
    text_column("lease"),
    Column("token", BigInteger, nullable=False),
    text_column("holder"),
    Column("attempts", Integer, nullable=False),
    moment("retry_at"),
    Column("run_id", BigInteger),
    moment("done_at", nullable=True),
    Column("error", Text),
)

run_progress = Table(
    "run_progress",
    metadata,
    Column("run_id", BigInteger, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    text_column("label"),
    moment("at"),
)

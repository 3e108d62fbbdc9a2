"""What was read of sources that lie on another engine (SOURCE_URL)."""

from sqlalchemy import BigInteger, Column, Date, Index, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.columns import metadata, text_column

engine_volumes = Table(
    "engine_volumes",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    # As it is spelled there; empty, where the source has no channels.
    Column("channel", Text, primary_key=True),
    Column("rows", BigInteger, nullable=False),
    Column("amount", Numeric, nullable=False),
)

# The rows of the last days, each under the names of its source's columns.
engine_rows = Table(
    "engine_rows",
    metadata,
    text_column("source"),
    Column("day", Date, nullable=False),
    Column("row", JSONB, nullable=False),
    Index("engine_rows_source", "source", "day"),
)

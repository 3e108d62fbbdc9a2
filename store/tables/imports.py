"""What import remembers."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.columns import metadata, moment, text_column

imports = Table(
    "imports",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("source"),
    text_column("file"),
    Column("imported_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *(Column(name, BigInteger, nullable=False) for name in ("read", "new", "changed", "same", "held", "refused")),
    Column("deleted", BigInteger, nullable=False, server_default="0"),
)

rejected_rows = Table(
    "rejected_rows",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("import_id", BigInteger, ForeignKey("imports.id", ondelete="CASCADE"), nullable=False),
    text_column("source"),
    text_column("file"),
    Column("line", BigInteger, nullable=False),
    text_column("reason"),
    Column("row", JSONB, nullable=False),
    Index("rejected_rows_import_id", "import_id"),
)

held_refunds = Table(
    "held_refunds",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("order_id"),
    moment("refunded_at"),
    Column("amount", Numeric, nullable=False),
    Index("held_refunds_order_id", "order_id"),
)

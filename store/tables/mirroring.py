"""What mirroring remembers of the company's own relations."""

from sqlalchemy import BigInteger, Column, Date, Numeric, Table, Text

from store.tables.columns import metadata, moment, text_column

source_fingerprints = Table(
    "source_fingerprints",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    # The relation and those of its columns that were read.
    text_column("shape"),
    Column("rows", BigInteger, nullable=False),
    Column("amount", Numeric),
    moment("latest", nullable=True),
    # Only of a relation that does not say when its rows were changed.
    Column("hash", Numeric),
    # How many of the rows could be used. Where it is not all of them, the day is looked at again.
    Column("taken", BigInteger, nullable=False),
)

"""What is attested of each source's days, with its history; who accepted what, and how far loaders say they came."""

from sqlalchemy import BigInteger, Column, Date, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

from store.tables.columns import metadata, moment, text_column


def _certificate_columns(*, key_is_primary: bool) -> list[SchemaItem]:
    return [
        Column("source", Text, primary_key=key_is_primary, nullable=False),
        Column("day", Date, primary_key=key_is_primary, nullable=False),
        text_column("status"),
        Column("rows", BigInteger, nullable=False),
        Column("findings", JSONB, nullable=False),
        Column("snapshot_id", BigInteger, nullable=False),
    ]


certificates = Table("certificates", metadata, *_certificate_columns(key_is_primary=True))
Index("certificates_withheld", certificates.c.day, postgresql_where=certificates.c.status != "certified")

certificates_history = Table(
    "certificates_history",
    metadata,
    *_certificate_columns(key_is_primary=False),
    Column("superseded_by", BigInteger, nullable=False),
    Index("certificates_history_superseded_by", "superseded_by"),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    text_column("reason"),
    text_column("accepted_by"),
    moment("accepted_at"),
)

source_watermarks = Table(
    "source_watermarks",
    metadata,
    Column("source", Text, primary_key=True),
    Column("complete_to", Date, nullable=False),
    moment("written_at"),
)

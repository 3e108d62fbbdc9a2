"""What the declarations of tables share."""

from sqlalchemy import (
    Column,
    DateTime,
    MetaData,
    Text,
)

metadata = MetaData()


def moment(name: str, *, nullable: bool = False) -> Column[object]:
    """A moment, aware of its zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def text_column(name: str, **options: object) -> Column[str]:
    """A text that is always there."""
    return Column(name, Text, nullable=False, **options)  # type: ignore[arg-type]  # options are Column's own keywords

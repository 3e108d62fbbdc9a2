"""What was last seen in the company's own relations, day by day; and how text in them is read as a moment or a day."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table, closed to all roles but its owner, and the two functions."""
    file = Path(__file__).parent / "0010_mirrored_sources.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""Backfills: their slices, and what each found that published rows must change by."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0012_backfills.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

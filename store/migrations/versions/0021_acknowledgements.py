"""Acknowledgements of alerts, and what is done while nobody acknowledges."""

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0021_acknowledgements.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

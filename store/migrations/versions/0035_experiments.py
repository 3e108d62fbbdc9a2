"""Experiments and their results: sources with their change queues, and what is published of them."""

from pathlib import Path

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner, and queue the sources' changes."""
    file = Path(__file__).parent / "0035_experiments.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

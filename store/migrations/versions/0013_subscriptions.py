"""Answers that people have asked for once, and that come by themselves."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the table, closed to all roles but its owner."""
    file = Path(__file__).parent / "0013_subscriptions.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""The journal of what people asked for, and what Slack delivered lately."""

from pathlib import Path

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0036_journal.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""Which messages follow the numbers by themselves, and when each person last had the numbers brought up to date."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns of live messages, and the table of requests, closed to all roles but their owner."""
    file = Path(__file__).parent / "0008_live_messages.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

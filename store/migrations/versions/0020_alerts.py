"""Alerts: rules, what is known of them, episodes, and the log."""

from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0015"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0020_alerts.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

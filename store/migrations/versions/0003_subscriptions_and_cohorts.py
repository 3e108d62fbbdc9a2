"""What is aggregated of subscriptions, and of customers by the month of their first order."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, widen metrics_daily, and close what is new to all roles but its owner."""
    folder = Path(__file__).parent
    for name in ("0003_aggregates.sql", "0003_row_level_security.sql"):
        # exec_driver_sql: the files hold % and : as themselves.
        op.get_bind().exec_driver_sql((folder / name).read_text(encoding="utf-8"))

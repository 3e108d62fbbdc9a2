"""What is aggregated of subscriptions and of cohorts by month; and one function for every source's change queue."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, widen metrics_daily, put one function in place of many, and close all to others."""
    folder = Path(__file__).parent
    for name in ("0003_aggregates.sql", "0003_change_queues.sql", "0003_row_level_security.sql"):
        # exec_driver_sql: the files hold : as itself.
        op.get_bind().exec_driver_sql((folder / name).read_text(encoding="utf-8"))

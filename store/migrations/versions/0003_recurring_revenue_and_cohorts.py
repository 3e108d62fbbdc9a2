"""Recurring revenue and monthly cohorts: what is aggregated of the orders that were there already."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, and widen metrics_daily. The next run finds other transforms, and computes everything anew."""
    file = Path(__file__).with_suffix(".sql")
    # exec_driver_sql: the file holds % and : as themselves.
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""Operating expenses and cash balances: sources with their change queues, and what is aggregated of them."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, widen metrics_daily, and close what is new to all roles but its owner."""
    folder = Path(__file__).parent
    for name in ("0002_company_tables.sql", "0002_change_queues.sql", "0002_row_level_security.sql"):
        # exec_driver_sql: the files hold % and : as themselves.
        op.get_bind().exec_driver_sql((folder / name).read_text(encoding="utf-8"))

"""The first tables: sources with their change queues, imports, runs and snapshots, and the pre-aggregated tables."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything below, then close every table to all roles but its owner."""
    folder = Path(__file__).parent
    for name in ("0001_tables.sql", "0001_change_queues.sql", "0001_row_level_security.sql"):
        # exec_driver_sql: the files hold % and : as themselves.
        op.get_bind().exec_driver_sql((folder / name).read_text(encoding="utf-8"))

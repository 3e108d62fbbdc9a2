"""What corrections said of posted numbers, and what the auditor found."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0014_corrections_and_audit.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

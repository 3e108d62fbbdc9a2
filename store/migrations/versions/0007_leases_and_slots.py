"""Who may run, what is owed and done, and how far a run has come; all by one clock."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0007_leases_and_slots.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""What must be posted, and the numbers that posted messages state."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0011_outbox.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""When each conversation may next be written to, by whichever replica."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the table, closed to all roles but its owner."""
    file = Path(__file__).parent / "0015_delivery.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

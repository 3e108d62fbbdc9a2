"""What people wrote beside a day."""

from pathlib import Path

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Create the table, closed to all roles but its owner."""
    file = Path(__file__).parent / "0038_notes.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

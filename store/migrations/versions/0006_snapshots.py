"""What each snapshot folded in, and which snapshots were thinned."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table, closed to all roles but its owner."""
    file = Path(__file__).parent / "0006_snapshots.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

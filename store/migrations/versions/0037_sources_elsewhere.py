"""What was read of sources that lie on another engine."""

from pathlib import Path

from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0037_sources_elsewhere.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

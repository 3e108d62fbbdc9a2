"""What finance expects of the months to come: a source with its change queue, and what is published of it."""

from pathlib import Path

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner, and queue the source's changes."""
    file = Path(__file__).parent / "0034_forecasts.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

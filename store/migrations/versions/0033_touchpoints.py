"""Touchpoints, a source with its change queue, and first orders by the paths that led to them."""

from pathlib import Path

from alembic import op

revision = "0033"
down_revision = "0021"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner. The next run finds other transforms, and fills them."""
    file = Path(__file__).parent / "0033_touchpoints.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

"""Channel spellings that no mapping knows are kept with the other aggregates: a run need not look at every row."""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table and its history. The next run finds other transforms, and fills it."""
    file = Path(__file__).parent / "0009_unknown_channels.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

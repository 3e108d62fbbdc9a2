"""What people were shown: the answers in conversations, what each person asked and starred, and App Homes."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner."""
    file = Path(__file__).parent / "0004_what_people_saw.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

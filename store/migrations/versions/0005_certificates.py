"""Certificates of the sources' days, who accepted what, and how far loaders say they came."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables, closed to all roles but their owner. The first run after it certifies every day."""
    file = Path(__file__).parent / "0005_certificates.sql"
    op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8"))

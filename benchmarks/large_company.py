"""A large company, made inside the database, and changes to it."""

from pathlib import Path

from sqlalchemy import text

from store.database import Database
from store.tables import SOURCE_TABLES

_FOLDER = Path(__file__).parent


def fill(target: Database, orders: int) -> int:
    """A company of about so many orders, with nothing in the queue of changes; returns how many they are."""
    with target.write() as connection:
        for source in SOURCE_TABLES:
            connection.execute(text(f"ALTER TABLE {source.name} DISABLE TRIGGER USER"))
        connection.execute(text("DROP INDEX orders_customer_id"))
        connection.execute(text("SET LOCAL work_mem = '1GB'"))
        connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        connection.execute(text("SELECT setseed(0.26)"))
        for statement in _statements("large_company.sql"):
            connection.execute(text(statement), {"orders": orders})
        connection.execute(text("CREATE INDEX orders_customer_id ON orders (customer_id)"))
        for source in SOURCE_TABLES:
            connection.execute(text(f"ALTER TABLE {source.name} ENABLE TRIGGER USER"))
            connection.execute(text(f"ANALYZE {source.name}"))
        return connection.execute(text("SELECT count(*) FROM orders")).scalar_one()


def change(target: Database, changes: int) -> None:
    """Change so many of the last month's orders, each in its way."""
    with target.write() as connection:
        for statement in _statements("changes.sql"):
            connection.execute(text(statement), {"changes": changes})


def _statements(name: str) -> list[str]:
    return [part for part in (_FOLDER / name).read_text(encoding="utf-8").split(";\n") if part.strip()]

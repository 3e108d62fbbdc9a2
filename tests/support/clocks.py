"""The database's clock, moved by a test for every process at once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert

from store.clock import read_clock
from store.database import Database
from store.tables import moved_clock


def set_clock(database: Database, at: datetime) -> None:
    """It is this moment, until it is moved again."""
    with database.write() as connection:
        connection.execute(delete(moved_clock))
        connection.execute(insert(moved_clock).values(at=at))


def move_clock(database: Database, by: timedelta) -> None:
    """So much time passes."""
    set_clock(database, read_clock(database) + by)

"""The clock of leases and schedules: the database's, so that every process reads the same; tests can move it."""

from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.functions import Function

from store.database import Database


def moment() -> Function[datetime]:
    """The current moment, to stand in a statement."""
    return func.current_moment()


def current_moment(connection: Connection) -> datetime:
    """The current moment, aware of its zone."""
    found: datetime = connection.execute(select(moment())).scalar_one()
    return found


def read_clock(database: Database) -> datetime:
    """The current moment, aware of its zone, in a transaction of its own."""
    with database.read() as connection:
        return current_moment(connection)

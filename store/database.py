"""The connection: one engine whose every transaction sees kpibot's own schema and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_SCHEMA = "kpibot"


class DatabaseError(Exception):
    """The database can't be used as it is set; the sentence says what to change."""


@dataclass(frozen=True)
class Database:
    """A Postgres database and the schema in it that is kpibot's."""

    engine: Engine
    schema: str = DEFAULT_SCHEMA

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only transaction that sees one state of the database from its first query to its last."""
        with self.engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end and rolls back when anything is raised."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def publish(self) -> Iterator[Connection]:
        """A writing transaction that sees one state of the database throughout, as publishing a snapshot needs."""
        with self.engine.connect() as connection:
            repeatable = connection.execution_options(isolation_level="REPEATABLE READ")
            with repeatable.begin():
                yield repeatable

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, *, schema: str = DEFAULT_SCHEMA, pool_size: int = 5) -> Database:
    """A Database for a URL such as postgresql://user@host/name; nothing connects yet."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError(
            "DATABASE_URL is not a database address; it looks like postgresql://user:password@host:5432/name."
        ) from error
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise DatabaseError(f"DATABASE_URL names {parsed.get_backend_name()!r}; kpibot runs on PostgreSQL only.")
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        pool_pre_ping=True,
        # Behind a transaction pooler a prepared statement belongs to whichever server connection made it.
        connect_args={"prepare_threshold": None, "application_name": "kpibot"},
    )
    _see_only(schema, engine)
    return Database(engine, schema)


def _see_only(schema: str, engine: Engine) -> None:
    # SET LOCAL, because behind a transaction pooler a session's settings are another client's the next moment; and SET
    # rather than set_config(), because a SELECT would fix the transaction's snapshot before a run could take its lock.
    statement = sql.SQL("SET LOCAL search_path TO {}, pg_temp").format(sql.Identifier(schema))

    @event.listens_for(engine, "begin")
    def set_search_path(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(statement)

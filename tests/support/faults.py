"""Faults that strike a run: each as the real thing, as near as it can be had on one machine."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from psycopg import sql
from sqlalchemy import Connection, event, text

from store.database import Database

# A statement of a run in the midst of its work, and one when it publishes.
COMPUTING, PUBLISHING = "CREATE TEMP TABLE dated_spans", "WITH superseded AS"


@dataclass(frozen=True)
class Fault:
    """What strikes, as the operator would call it, and how it is brought about while a block runs."""

    name: str
    how: str
    strike: Callable[[Database], AbstractContextManager[None]]


@contextmanager
def before(database: Database, statement: str, act: Callable[[], None]) -> Iterator[None]:
    """Do something, once, just before the run's statement that begins so."""
    done = False

    def listen(_connection: object, _cursor: object, text_: str, *_: object) -> None:
        nonlocal done
        if not done and text_.lstrip().startswith(statement):
            done = True
            act()

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)
        assert done, f"the run had no statement {statement!r}"


@contextmanager
def _other(database: Database) -> Iterator[Connection]:
    """Another session, in a transaction of its own that ends with the block."""
    with database.engine.connect() as connection:
        yield connection
        connection.rollback()


def _execute(database: Database, statement: str) -> None:
    with database.write() as connection:
        connection.execute(text(statement))


@contextmanager
def _refusing(database: Database, state: str) -> Iterator[None]:
    """The server refuses to publish with this SQLSTATE."""
    with database.write() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER refused BEFORE INSERT OR UPDATE ON metrics_daily FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    try:
        yield
    finally:
        _execute(database, "DROP FUNCTION refuse() CASCADE")


def refusing(state: str) -> Callable[[Database], AbstractContextManager[None]]:
    return lambda database: _refusing(database, state)


def terminated(statement: str) -> Callable[[Database], AbstractContextManager[None]]:
    """The server ends the run's connection, as on a failover or by an administrator."""

    def end(database: Database) -> None:
        others = "pid <> pg_backend_pid() AND datname = current_database() AND xact_start IS NOT NULL"
        _execute(database, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608  # our own text

    return lambda database: before(database, statement, lambda: end(database))


@contextmanager
def timed_out(database: Database) -> Iterator[None]:
    """Somebody holds the published table, and the database allows no statement to take so long."""
    name = sql.Identifier(database.engine.url.database or "").as_string()
    _execute(database, f"ALTER DATABASE {name} SET statement_timeout = '300ms'")
    database.engine.dispose()
    try:
        with _other(database) as other:
            other.execute(text("LOCK TABLE metrics_daily IN SHARE MODE"))
            yield
    finally:
        _execute(database, f"ALTER DATABASE {name} RESET statement_timeout")
        database.engine.dispose()


@contextmanager
def deadlocked(database: Database) -> Iterator[None]:
    """Another session holds what the run wants next, and wants what the run holds."""
    holding, ended = Event(), Event()

    def rival() -> None:
        with _other(database) as other:
            # The run is to be the victim: whoever has waited for a second looks for a deadlock first.
            other.execute(text("SET LOCAL deadlock_timeout = '30s'"))
            other.execute(text("LOCK TABLE metrics_daily_history IN ACCESS EXCLUSIVE MODE"))
            holding.set()
            other.execute(text("LOCK TABLE snapshots IN SHARE ROW EXCLUSIVE MODE"))
        ended.set()

    thread = Thread(target=rival)

    def start() -> None:
        thread.start()
        assert holding.wait(10)

    with before(database, COMPUTING, start):
        yield
    assert ended.wait(30)
    thread.join()


@contextmanager
def overtaken(database: Database) -> Iterator[None]:
    """A row that the run is about to change was changed since the run began."""
    change = "UPDATE metrics_daily SET cogs = cogs"
    with before(database, COMPUTING, lambda: _execute(database, change)):
        yield


@contextmanager
def on_a_full_disk(database: Database, folder: Path) -> Iterator[None]:
    """The published table lies on a small file system that is really full."""
    with database.read() as connection:
        server = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    os.chown(folder, server.stat().st_uid, server.stat().st_gid)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE TABLESPACE tiny LOCATION '{folder}'")
    _execute(database, "ALTER TABLE metrics_daily SET TABLESPACE tiny")
    _execute(database, "ALTER TABLE metrics_daily_history SET TABLESPACE tiny")
    filler = folder / "filler"
    try:
        _fill(filler)
        yield
    finally:
        filler.unlink()
        _execute(database, "ALTER TABLE metrics_daily SET TABLESPACE pg_default")
        _execute(database, "ALTER TABLE metrics_daily_history SET TABLESPACE pg_default")
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("DROP TABLESPACE tiny")


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4_096)
        except OSError:
            return


FAULTS = (
    Fault("The connection breaks while a run computes", "the server ends the session", terminated(COMPUTING)),
    Fault("The connection breaks while a run publishes", "the server ends the session", terminated(PUBLISHING)),
    Fault("The disk is full", "SQLSTATE 53100 from the server, while it publishes", refusing("53100")),
    Fault("The server is out of memory", "SQLSTATE 53200 from the server, while it publishes", refusing("53200")),
    Fault("A statement takes too long", "`statement_timeout`, while another session holds the table", timed_out),
    Fault("A deadlock with another session", "two sessions that want what the other holds", deadlocked),
    Fault("A serialisation failure", "a published row is changed by another session meanwhile", overtaken),
)

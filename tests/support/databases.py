"""The database server that the tests share, and its databases."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from store.database import Database, open_database
from store.embedded import EmbeddedServer

_NUMBERS = count(1)


@dataclass(frozen=True)
class DatabaseServer:
    """A server on which databases may be made and dropped."""

    url: str

    def url_of(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def create(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def copy(self, template: str) -> str:
        """A new database like the template; its name."""
        name = f"kpibot_test_{os.getpid()}_{next(_NUMBERS)}"
        # Nothing waits for the disk here, so to copy the files costs half of what writing their pages to the log costs.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        url = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server(home: Path) -> Iterator[DatabaseServer]:
    """The server that KPIBOT_TEST_SERVER names, or an embedded one that lives as long as the block."""
    named = os.environ.get("KPIBOT_TEST_SERVER")
    if named:
        yield DatabaseServer(named)
        return
    # Nothing here outlives the run, so nothing is worth a wait for the disk.
    with EmbeddedServer(home, durable=False) as server:
        yield DatabaseServer(server.url)
    # As root the data do not lie in the home, and pytest would not clear them away.
    server.destroy()


@contextmanager
def copied(server: DatabaseServer, template: str) -> Iterator[Database]:
    """A database of its own, gone afterwards."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    try:
        yield database
    finally:
        database.close()
        server.drop(name)

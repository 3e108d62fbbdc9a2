"""One server, many databases: what a test suite resets itself with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from store.embedded import EmbeddedServer


@pytest.fixture
def server(shared_home: Path) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(shared_home, durable=False) as running:
        yield running


def test_a_copy_of_a_template_starts_with_its_rows_and_changes_alone(
    server: EmbeddedServer, connect: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """A test that gets a copy sees what was prepared, and what it writes is seen by no other."""
    template = server.create_database("prepared")
    with connect(template) as connection:
        connection.execute("CREATE TABLE row AS SELECT 1 AS number")
    copy = server.create_database("copy", template="prepared")
    with connect(copy) as connection:
        connection.execute("INSERT INTO row VALUES (2)")

    assert value(copy, "SELECT count(*) FROM row") == 2
    assert value(template, "SELECT count(*) FROM row") == 1
    server.drop_database("copy")
    server.drop_database("prepared")


def test_a_name_is_a_name_whatever_is_in_it(server: EmbeddedServer, value: Callable[..., Any]) -> None:
    """Quotes, spaces and statements in a database's name do what they say: they name it."""
    name = 'a "b"; DROP DATABASE kpibot; -- é %s'
    url = server.create_database(name)

    assert value(url, "SELECT current_database()") == name
    server.drop_database(name)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        value(url, "SELECT 1")


def test_a_database_is_dropped_although_somebody_is_connected(
    server: EmbeddedServer, connect: Callable[..., Any]
) -> None:
    """A test that forgot a connection does not break the clean-up of all tests after it."""
    with connect(server.create_database("busy")) as forgotten:
        server.drop_database("busy")
        server.drop_database("busy")

        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")

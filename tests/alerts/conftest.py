"""A shop's quarter, written once."""

from collections.abc import Iterator

import pytest
from databases import DatabaseServer, copied
from quarters import Quarter

from store.database import open_database


@pytest.fixture(scope="session")
def written_quarter(server: DatabaseServer, template: str) -> Iterator[tuple[str, Quarter]]:
    """The database to copy, and what was written into it."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    quarter = Quarter(database)
    quarter.write()
    database.close()
    yield name, quarter
    server.drop(name)


@pytest.fixture
def quarter(server: DatabaseServer, written_quarter: tuple[str, Quarter]) -> Iterator[Quarter]:
    """The quarter in a database of its own."""
    name, written = written_quarter
    with copied(server, name) as database:
        yield Quarter(database, written.customers, written.spent, written.refunded)

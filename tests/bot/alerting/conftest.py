"""A shop's quarter, its outbox, and a bot that watches it."""

from collections.abc import Iterator

import pytest
from databases import DatabaseServer
from posts import Posts
from quarters import Quarter, copy_of, written
from watches import Watch


@pytest.fixture(scope="session")
def written_quarter(server: DatabaseServer, template: str) -> Iterator[tuple[str, Quarter]]:
    """The database to copy, and what was written into it."""
    with written(server, template) as found:
        yield found


@pytest.fixture
def watch(server: DatabaseServer, written_quarter: tuple[str, Quarter]) -> Iterator[Watch]:
    """Over the quarter, in a database of its own."""
    with copy_of(server, written_quarter) as quarter:
        yield Watch(quarter, Posts(quarter.database))

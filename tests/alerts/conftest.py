"""A shop's quarter, written once."""

from collections.abc import Iterator

import pytest
from databases import DatabaseServer
from quarters import Quarter, copy_of, written


@pytest.fixture(scope="session")
def written_quarter(server: DatabaseServer, template: str) -> Iterator[tuple[str, Quarter]]:
    """The database to copy, and what was written into it."""
    with written(server, template) as found:
        yield found


@pytest.fixture
def quarter(server: DatabaseServer, written_quarter: tuple[str, Quarter]) -> Iterator[Quarter]:
    """The quarter in a database of its own."""
    with copy_of(server, written_quarter) as quarter:
        yield quarter

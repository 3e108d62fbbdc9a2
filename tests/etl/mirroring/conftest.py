"""A shop that keeps its tables in a schema of its own, where kpibot hangs no triggers."""

from collections.abc import Iterator

import pytest
from databases import DatabaseServer, copied
from shops import Shop

from store.database import Database


@pytest.fixture(scope="module")
def shop_database(server: DatabaseServer, template: str) -> Iterator[Database]:
    """One for the file: to empty it is cheaper than to copy another."""
    with copied(server, template) as database:
        yield database


@pytest.fixture
def shop(shop_database: Database) -> Shop:
    """A shop with empty tables, of which nothing is mirrored yet."""
    shop = Shop(shop_database)
    shop.empty()
    return shop

"""A shop that keeps its tables in a schema of its own, where kpibot hangs no triggers."""

from collections.abc import Iterator

import pytest
from databases import DatabaseServer, copied
from shops import TABLES, Shop

from store.database import open_database


@pytest.fixture(scope="session")
def shop_template(server: DatabaseServer, template: str) -> str:
    """A migrated database with the shop's empty tables, to copy."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    with database.write() as connection:
        connection.exec_driver_sql(TABLES)
    database.close()
    return name


@pytest.fixture
def shop(server: DatabaseServer, shop_template: str) -> Iterator[Shop]:
    """A shop without a row, of which nothing is mirrored yet."""
    with copied(server, shop_template) as database:
        yield Shop(database)

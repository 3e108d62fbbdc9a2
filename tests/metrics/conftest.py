"""A small company to ask."""

import pytest
from company import SmallCompany

from store.database import Database


@pytest.fixture
def company(database: Database) -> SmallCompany:
    return SmallCompany(database)

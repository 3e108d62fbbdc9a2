"""What the tests of delivery share."""

from collections.abc import AsyncIterator

import pytest
from post_room import PostRoom, open_room

from store.database import Database


@pytest.fixture
async def room(database: Database) -> AsyncIterator[PostRoom]:
    """A workspace, and an empty outbox."""
    async with open_room(database) as room:
        yield room

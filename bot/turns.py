"""Whose turn it is with a message: edits of one message go one after another, and the latest click wins.

Kept in this process only. Two replicas that get two clicks on one message within a second may finish in either order;
each leaves the message whole.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal

# A conversation and the ts of a message in it.
MessageKey = tuple[str, str]
_REMEMBERED = 5000


class SupersededError(Exception):
    """Somebody has clicked since: what was to be shown is no longer wanted."""


@dataclass
class _Standing:
    latest: Decimal
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turns:
    """Remembers the latest click on each of the messages that were clicked last."""

    def __init__(self) -> None:
        self._standings: OrderedDict[MessageKey, _Standing] = OrderedDict()

    def take(self, key: MessageKey, at: str) -> "Turn":
        """A turn for what happened to a message at that Slack timestamp."""
        moment = Decimal(at)
        standing = self._standings.setdefault(key, _Standing(moment))
        standing.latest = max(standing.latest, moment)
        self._standings.move_to_end(key)
        while len(self._standings) > _REMEMBERED:
            self._standings.popitem(last=False)
        return Turn(standing, moment)


@dataclass(frozen=True)
class Turn:
    """One click's right to edit a message, until the next click."""

    _standing: _Standing
    _at: Decimal

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nobody else edits the message inside. Raises SupersededError where a newer click has the turn."""
        async with self._standing.lock:
            if self._standing.latest > self._at:
                raise SupersededError
            yield

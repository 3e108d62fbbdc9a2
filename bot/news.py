"""One place in each replica knows what is published. App Homes and live messages follow it, and nothing else looks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.blocking import in_thread
from bot.log_lines import log_line
from metrics.state import read_state
from store.database import Database

_log = logging.getLogger("kpibot.news")
# Differs from all that can be published.
_NOTHING_YET = object()
IsNewest = Callable[[], bool]


@dataclass(frozen=True)
class Pace:
    """How often to look for news, and how long to wait between two App Homes and two edits of messages; in seconds.

    Slack takes about a hundred App Homes a minute, one message a second in a channel, and some fifty edits a minute in
    all, which people's clicks need a share of.
    """

    look: float = 5.0
    homes: float = 1.0
    messages: float = 1.5


class Follower(Protocol):
    """What is to be brought up to date with each piece of news."""

    @property
    def name(self) -> str:
        """What the log calls it."""

    async def catch_up(self, is_newest: IsNewest) -> bool:
        """Show what is published now; False where something is left, and the next look is to try again.

        It may stop early once `is_newest` says no: it is called again for what came since.
        """


class News:
    """What is published, as this replica knows it. `look` finds out, and may block."""

    def __init__(self, look: Callable[[], Hashable]) -> None:
        self._look = look
        self._hint = asyncio.Event()
        self._changed = asyncio.Condition()
        self._known: object = _NOTHING_YET

    def hint(self) -> None:
        """Somebody says that something was published: look at once."""
        self._hint.set()

    async def watch(self, every: float) -> None:
        """Look for ever: every so many seconds, and at each hint. A look that fails is made up for by the next."""
        while True:
            self._hint.clear()
            try:
                await self._tell(await in_thread(self._look))
            except SQLAlchemyError as failed:
                log_line(_log, logging.WARNING, "news not read", reason=type(failed).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hint.wait(), every)

    async def keep_up(self, follower: Follower, pause: float) -> None:
        """Call the follower for each piece of news, for ever; after a failure again, in so many seconds."""
        seen: object = _NOTHING_YET
        while True:
            newest = await self._after(seen)
            if await _has_caught_up(follower, partial(self._is_newest, newest)):
                seen = newest
            else:
                await asyncio.sleep(pause)

    async def _after(self, seen: object) -> object:
        async with self._changed:
            await self._changed.wait_for(lambda: self._known != seen)
            return self._known

    def _is_newest(self, seen: object) -> bool:
        return self._known == seen

    async def _tell(self, found: Hashable) -> None:
        async with self._changed:
            self._known = found
            self._changed.notify_all()


def news_in(database: Database) -> News:
    """Of what is published in this database."""
    return News(lambda: read_state(database))


@asynccontextmanager
async def followed(news: News, followers: Sequence[Follower], every: float) -> AsyncIterator[None]:
    """The followers keep up with the news for as long as the block runs."""
    work = (news.watch(every), *(news.keep_up(follower, every) for follower in followers))
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _has_caught_up(follower: Follower, is_newest: IsNewest) -> bool:
    try:
        return await follower.catch_up(is_newest)
    except SQLAlchemyError as failed:
        log_line(_log, logging.WARNING, f"{follower.name} not refreshed", reason=type(failed).__name__)
    except Exception as error:  # noqa: BLE001  # the last net: one failure must not end the following for good
        log_line(_log, logging.CRITICAL, f"{follower.name} not refreshed", error=type(error).__name__)
    return False

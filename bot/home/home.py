"""Publishes App Homes: when they are opened or used, and when there are new numbers."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakValueDictionary

from bot.access.deciding import Access
from bot.failures import log_failure
from bot.home.kept_views import HomeView
from bot.home.page import Pages
from bot.journal.entry import Entry, Kind
from bot.journal.keeping import Keeper
from bot.log_lines import log_line, question_log
from bot.origin import Origin
from bot.slack_client import SlackClient
from bot.slack_errors import RefusedError, SlackError
from bot.views.home import home_view, trouble_view

_log = logging.getLogger("kpibot.home")
_TRIES = 3
Change = Callable[[], None]


class HomeMemory(Protocol):
    """What remembers App Homes: bot.home.kept_views.HomeViews."""

    def opened(self, user: str, channel: str, first_tab: str, shows: str | None) -> None:
        """They opened it today."""

    def of(self, user: str) -> HomeView | None:
        """Theirs; None for who never opened it."""

    def choose(self, user: str, tab: str) -> None:
        """They want to see that tab from now on."""

    def published(self, user: str, shows: str) -> None:
        """Slack shows it now, and calls it by this hash."""

    def forget_hash(self, user: str, known: str | None) -> None:
        """Slack shows something else than this hash."""

    def take_outdated(self) -> str | None:
        """Somebody who opened it today, before the newest snapshot."""


@dataclass(frozen=True)
class Home:
    """Shows each person their page. One person's pages are published one after another."""

    slack: SlackClient
    pages: Pages
    memory: HomeMemory
    access: Access
    journal: Keeper = field(default_factory=Keeper)
    _locks: "WeakValueDictionary[str, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    async def show(self, user: str, change: Change) -> None:
        """Remember what they did, and bring what they see up to date. `change` may block.

        Whatever goes wrong, they get a sentence and the operator its code.
        """
        with question_log() as question:
            try:
                await asyncio.to_thread(change)
                await self.publish(user)
                await self.journal.keep(Entry(Kind.HOME, user, None, "", "shown", question.id))
            except Exception as error:  # noqa: BLE001  # the last net: nobody may be left before an empty page
                log_failure(_log, "home failed", error, user=user)
                await self._apologise(user, question.id)

    async def publish(self, user: str) -> None:
        """Publish their page as it is now. Raises SlackError, and whatever keeps the numbers from being read."""
        lock = self._locks.setdefault(user, asyncio.Lock())
        async with lock:
            for _ in range(_TRIES):
                kept = await asyncio.to_thread(self.memory.of, user)
                if kept is None or await self._published(kept):
                    return
        log_line(_log, logging.WARNING, "home not published", user=user, reason="it kept changing")

    async def _published(self, kept: HomeView) -> bool:
        """False where somebody else, on another replica, published between: what they chose must be looked at anew."""
        sight = await self.access.sight_of(kept.user)
        page = await asyncio.to_thread(self.pages.page, kept.user, kept.tab, sight)
        try:
            shows = await self.slack.publish_view(kept.user, home_view(page, Origin(kept.channel).metadata), kept.hash)
        except RefusedError as refused:
            if refused.code != "hash_conflict":
                raise
            await asyncio.to_thread(self.memory.forget_hash, kept.user, kept.hash)
            return False
        await asyncio.to_thread(self.memory.published, kept.user, shows)
        log_line(_log, logging.INFO, "home published", user=kept.user, tab=page.tab)
        return True

    async def _apologise(self, user: str, code: str) -> None:
        try:
            await self.slack.publish_view(user, trouble_view(code), None)
        except SlackError as failed:
            log_line(_log, logging.ERROR, "viewer not told", user=user, reason=failed)

"""New numbers come into the App Homes of those who opened theirs today."""

import asyncio
import logging
from dataclasses import dataclass

from bot.blocking import in_thread
from bot.home.home import Home
from bot.log_lines import log_line
from bot.news import IsNewest
from bot.slack_errors import SlackError

_log = logging.getLogger("kpibot.home")


@dataclass(frozen=True)
class HomesFollowing:
    """Follows the news. `between`: the seconds between two people."""

    home: Home
    between: float
    name: str = "homes"

    async def catch_up(self, is_newest: IsNewest) -> bool:  # noqa: ARG002  # each page is of the newest numbers anyway
        """Show the new numbers to each person who looks at older ones."""
        while (user := await in_thread(self.home.memory.take_outdated)) is not None:
            await self._show(user)
            await asyncio.sleep(self.between)
        return True

    async def _show(self, user: str) -> None:
        """Who can't be shown them sees them on opening the page."""
        try:
            await self.home.publish(user)
        except SlackError as failed:
            log_line(_log, logging.WARNING, "home not refreshed", user=user, reason=failed)

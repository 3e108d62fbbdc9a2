"""New numbers come into the App Homes of those who opened theirs today."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.home.home import Home
from bot.log_lines import log_line
from bot.slack_errors import SlackError

_log = logging.getLogger("kpibot.home")


@dataclass(frozen=True)
class Pace:
    """How often to look for a new snapshot, and how long to wait between two people; in seconds.

    Slack takes about a hundred App Homes a minute.
    """

    look: float = 5.0
    between: float = 1.0


@asynccontextmanager
async def kept_fresh(home: Home, pace: Pace) -> AsyncIterator[None]:
    """App Homes follow the numbers for as long as the block runs."""
    task = asyncio.create_task(_refresh_for_ever(home, pace))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _refresh_for_ever(home: Home, pace: Pace) -> None:
    while True:
        has_more = await _refresh_one(home)
        await asyncio.sleep(pace.between if has_more else pace.look)


async def _refresh_one(home: Home) -> bool:
    """Show one person the new numbers; whether there was one. Who can't be shown them sees them on opening it."""
    try:
        user = await asyncio.to_thread(home.memory.take_outdated)
        if user is None:
            return False
        await home.publish(user)
    except (SlackError, SQLAlchemyError) as failed:
        log_line(_log, logging.WARNING, "home not refreshed", reason=failed)
        return False
    except Exception as error:  # noqa: BLE001  # the last net: one page must not end the refreshing of all others
        log_line(_log, logging.CRITICAL, "home not refreshed", error=type(error).__name__)
        return False
    return True

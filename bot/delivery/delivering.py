"""Delivers for as long as the bot runs: messages first, and pictures beside them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.illustrator import Illustrator
from bot.delivery.sender import Sender
from bot.log_lines import log_line

# Between two looks at an outbox in which nothing is due.
IDLE_SECONDS = 1.0
# After the database could not be reached.
BROKEN_SECONDS = 10.0
_log = logging.getLogger("kpibot.delivery")


@asynccontextmanager
async def delivering(sender: Sender, illustrator: Illustrator) -> AsyncIterator[None]:
    """Send and illustrate while the block runs; what is on its way at the end is looked for by whoever comes next."""
    working = [asyncio.create_task(_work(step)) for step in (sender.step, illustrator.step)]
    try:
        yield
    finally:
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)


async def _work(step: Callable[[], Awaitable[bool]]) -> None:
    while True:
        try:
            if not await step():
                await asyncio.sleep(IDLE_SECONDS)
        except SQLAlchemyError as error:
            log_line(_log, logging.ERROR, "outbox not reached", reason=type(error).__name__)
            await asyncio.sleep(BROKEN_SECONDS)

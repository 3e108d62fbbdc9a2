"""Posted numbers are looked at after each new snapshot, and every few minutes beside."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.blocking import in_thread
from bot.corrections.correcting import Corrections
from bot.log_lines import log_line
from bot.news import IsNewest, News
from bot.waking import Wake, woken

# For what was proved, or had its picture settled, after the last snapshot.
EVERY = timedelta(minutes=5)
_PAUSE_SECONDS = 5.0
_log = logging.getLogger("kpibot.corrections")


@dataclass(frozen=True)
class CorrectionsFollowing:
    """Follows the news."""

    corrections: Corrections
    name: str = "corrections"

    async def catch_up(self, is_newest: IsNewest) -> bool:  # noqa: ARG002  # one look takes all that is published
        """Look; False where another replica is at it, which may die."""
        return await in_thread(self.corrections.look) is not None


@asynccontextmanager
async def corrected(corrections: Corrections, news: News) -> AsyncIterator[None]:
    """What was posted is put right for as long as the block runs."""
    following = asyncio.create_task(news.keep_up(CorrectionsFollowing(corrections), _PAUSE_SECONDS))
    try:
        with woken([Wake(lambda: look_in_between(corrections), EVERY)]):
            yield
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


def look_in_between(corrections: Corrections) -> None:
    """Look. A failure is logged for the operator, and the next look tries again."""
    try:
        corrections.look()
    except SQLAlchemyError as failed:
        log_line(_log, logging.ERROR, "corrections not looked for", reason=type(failed).__name__)

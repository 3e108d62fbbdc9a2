"""Remembers what was shown, after it was shown: that this fails costs nobody their answer."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.log_lines import log_line
from bot.shown import Shown
from bot.spot import Spot
from bot.witness import Occasion
from metrics.answer import Answer

_log = logging.getLogger("kpibot.memory")


class PostedMemory(Protocol):
    """What knows the answers in conversations: bot.posted_answers.PostedAnswers."""

    def remember(self, spot: Spot, words: str, snapshot: int | None) -> None:
        """The message there answers this now."""

    def at(self, channel: str, ts: str) -> str | None:
        """What the message there answers."""

    def in_thread(self, channel: str, thread_ts: str) -> str | None:
        """What the latest answer of a thread answers."""


@dataclass(frozen=True)
class Remembering:
    """Tells everything that remembers."""

    posted: PostedMemory

    async def saw(self, occasion: Occasion, shown: Shown, answer: Answer, spot: Spot | None) -> None:
        """Keep what was shown, in a thread of its own; a failure is the operator's to read."""
        try:
            await asyncio.to_thread(self._keep, shown, answer, spot)
        except SQLAlchemyError as failed:
            log_line(_log, logging.WARNING, "not remembered", user=occasion.user, reason=type(failed).__name__)

    def _keep(self, shown: Shown, answer: Answer, spot: Spot | None) -> None:
        if spot is not None:
            snapshot = answer.snapshot.id if answer.snapshot else None
            self.posted.remember(spot, Shown(shown.question).words, snapshot)

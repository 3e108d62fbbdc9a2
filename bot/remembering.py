"""Remembers what was shown, after it was shown: that this fails costs nobody their answer."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.drawing import Drawing
from bot.log_lines import log_line
from bot.posted_answers import Posted
from bot.shown import Showable, Shown
from bot.spot import Spot
from bot.witness import Occasion
from metrics.answer import Snapshot

_log = logging.getLogger("kpibot.memory")


class PostedMemory(Protocol):
    """What knows the answers in conversations: bot.posted_answers.PostedAnswers."""

    def remember(self, spot: Spot, words: str, snapshot: int | None) -> None:
        """The message there answers this now."""

    def at(self, channel: str, ts: str) -> Posted | None:
        """What the message there answers."""

    def in_thread(self, channel: str, thread_ts: str) -> Posted | None:
        """What the latest answer of a thread answers."""


class PeoplesMemory(Protocol):
    """What knows people's questions and stars: bot.home.viewers.Viewers."""

    def asked(self, user: str, words: str) -> None:
        """They asked this now."""

    def recent(self, user: str, most: int) -> tuple[str, ...]:
        """Their last different questions, the newest first."""

    def star(self, user: str, words: str) -> None:
        """They want to see this every day."""

    def unstar(self, user: str, words: str) -> None:
        """They don't any more."""

    def starred(self, user: str) -> tuple[str, ...]:
        """What they starred."""


@dataclass(frozen=True)
class Remembering:
    """Tells everything that remembers."""

    posted: PostedMemory
    people: PeoplesMemory

    async def saw(self, occasion: Occasion, shown: Showable, content: Drawing, spot: Spot | None) -> None:
        """Keep what was shown, in a thread of its own; a failure is the operator's to read."""
        try:
            await asyncio.to_thread(self._keep, occasion, shown, spot, content.snapshot)
        except SQLAlchemyError as failed:
            log_line(_log, logging.WARNING, "not remembered", user=occasion.user, reason=type(failed).__name__)

    def _keep(self, occasion: Occasion, shown: Showable, spot: Spot | None, snapshot: Snapshot | None) -> None:
        # A page is no one number that could be explained or starred.
        if not isinstance(shown, Shown):
            return
        words = Shown(shown.question).words
        # What explains an older number leaves the message's own snapshot as it is.
        if spot is not None and shown.as_of is None:
            self.posted.remember(spot, words, snapshot.id if snapshot else None)
        # Who tries the controls of a message asks for no number of their own.
        if not occasion.is_click:
            self.people.asked(occasion.user, words)

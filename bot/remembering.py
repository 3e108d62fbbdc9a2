"""Remembers what was shown, after it was shown: that this fails costs nobody their answer."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.drawing import Drawing
from bot.live.content import LiveContent, live_content
from bot.log_lines import log_line
from bot.posted_answers import Posted
from bot.shown import Showable, Shown
from bot.spot import Spot
from bot.witness import Occasion

_log = logging.getLogger("kpibot.memory")


class PostedMemory(Protocol):
    """What knows the answers in conversations: bot.posted_answers.PostedAnswers."""

    def remember(self, spot: Spot, words: str, snapshot: int | None, live: LiveContent | None = None) -> None:
        """The message there answers this now, and follows the numbers of `live`."""

    def at(self, channel: str, ts: str) -> Posted | None:
        """What the message there answers."""

    def in_thread(self, channel: str, thread_ts: str) -> Posted | None:
        """What the latest answer of a thread answers."""

    def lately(self, channel: str) -> Posted | None:
        """What the newest answer of a conversation answers, if it is from just now."""


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

    async def saw(
        self, occasion: Occasion, shown: Showable, content: Drawing, spot: Spot | None, *, may_follow: bool
    ) -> None:
        """Keep what was shown, in a thread of its own; a failure is the operator's to read."""
        try:
            await asyncio.to_thread(self._keep, occasion, shown, content, spot, may_follow=may_follow)
        except SQLAlchemyError as failed:
            log_line(_log, logging.WARNING, "not remembered", user=occasion.user, reason=type(failed).__name__)

    def _keep(
        self, occasion: Occasion, shown: Showable, content: Drawing, spot: Spot | None, *, may_follow: bool
    ) -> None:
        words = Shown(shown.question, shown.face).words if isinstance(shown, Shown) else shown.words
        if spot is not None:
            snapshot = content.snapshot
            live = _live(occasion, shown, content, spot) if may_follow else None
            self.posted.remember(spot, words, snapshot.id if snapshot else None, live)
        # Who tries the controls of a message asks for no number of their own; and a page is no one number.
        if not occasion.is_click and isinstance(shown, Shown):
            self.people.asked(occasion.user, Shown(shown.question).words)


def _live(occasion: Occasion, shown: Showable, content: Drawing, spot: Spot) -> LiveContent | None:
    """What follows the numbers. What explains an older number explains just that one, whatever comes."""
    if isinstance(shown, Shown) and shown.as_of is not None:
        return None
    return live_content(shown, content, occasion.clicked_at or spot.ts)

"""Runs the ETL for a person, says in the message how far it is, and finds out what came of it."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from bot.blocking import in_thread
from bot.exhibits import Answers
from bot.log_lines import log_line, question_code
from bot.places import Place
from bot.putting import hold
from bot.refreshing.movements import NET_REVENUE, moved_days
from bot.refreshing.on_demand import AlreadyRunning, OnDemand
from bot.refreshing.outcome import Failed, Folded, Outcome, Step
from bot.refreshing.permits import Decision
from bot.shown import Showable
from bot.turns import SupersededError
from bot.views.refreshing import folding_in
from etl.run import RunError

_log = logging.getLogger("kpibot.refresh")


class Permitting(Protocol):
    """What decides who may: bot.refreshing.permits.Permits."""

    def decide(self, user: str) -> Decision:
        """Whether they may now. It blocks."""


@dataclass(frozen=True)
class Refreshing:
    """What a refresh needs from outside."""

    on_demand: OnDemand
    permits: Permitting


@dataclass(frozen=True)
class TellingPace:
    """In seconds: what a run may take until anything is said of it, and how long each word of it stands at least."""

    first: float = 0.7
    between: float = 1.0


@dataclass(frozen=True)
class Refresher:
    """Brings the numbers up to date for who asks."""

    refreshing: Refreshing
    answers: Answers
    pace: TellingPace = field(default_factory=TellingPace)

    async def refresh(self, user: str, place: Place, again: Showable | None) -> Outcome:
        """Run for them, if they may. `again`: what stands at the place, to be asked again should the bot end now."""
        decision = await in_thread(self.refreshing.permits.decide, user)
        if not decision.is_granted:
            return decision
        telling = _Telling(place, again, self.pace)
        told = asyncio.create_task(telling.tell())
        try:
            return await in_thread(self._run, user, telling)
        except RunError as failed:
            log_line(_log, logging.ERROR, "run failed", user=user, reason=failed)
            return Failed(question_code())
        finally:
            # An edit that is under way could arrive after the one that follows it.
            telling.ended.set()
            await told

    def _run(self, user: str, telling: "_Telling") -> Outcome:
        before = self.answers.answer(NET_REVENUE)
        ran = self.refreshing.on_demand.run(f"on demand for {user}", telling.heard)
        if isinstance(ran, AlreadyRunning):
            return ran
        moved = moved_days(before, self.answers.answer(NET_REVENUE)) if ran.snapshot is not None else ()
        return Folded(ran, moved, before.currency)


class _Telling:
    """Says in a place how far the run is, as often as can be read, and once where each word would count."""

    def __init__(self, place: Place, again: Showable | None, pace: TellingPace) -> None:
        self.ended = asyncio.Event()
        self._place = place
        self._again = again
        self._pace = pace
        self._loop = asyncio.get_running_loop()
        self._step: Step | None = None

    def heard(self, number: int, total: int, label: str) -> None:
        """What the run does now; from its thread."""
        self._loop.call_soon_threadsafe(self._take, Step(number, total, label))

    async def tell(self) -> None:
        """Until the run has ended."""
        pause, told = self._pace.first, None
        while not await self._has_ended_within(pause):
            if self._step != told and not await self._is_said(told := self._step):
                return
            pause = self._pace.between

    def _take(self, step: Step) -> None:
        self._step = step

    async def _is_said(self, step: Step | None) -> bool:
        """Whether more may be said after this."""
        try:
            await hold(self._place, folding_in(step, self._again))
        except SupersededError:
            return False
        return self._place.is_free

    async def _has_ended_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.ended.wait(), seconds)
        except TimeoutError:
            return False
        return True

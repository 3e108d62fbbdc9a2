"""Question -> Answer against one company's database: the one door that every surface comes through."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.caching import Cache
from metrics.answer import Answer, Dashboard
from metrics.attribution.base import NAME as ATTRIBUTION
from metrics.attribution.rules import Rule
from metrics.dashboard import Layout, PageDays
from metrics.engine import (
    DEFAULT_CATALOGUE,
    AsOf,
    CompanyView,
    answer_ahead,
    answer_attribution,
    answer_dashboard,
    answer_experiments,
    answer_question,
    answer_reasons,
    what_came_since,
)
from metrics.experiments.pages import Asked
from metrics.metric import Metric
from metrics.periods import DEFAULT_PERIOD, PeriodSpec
from metrics.question import Question
from metrics.since import Since
from metrics.state import State, read_state
from store.database import Database

Clock = Callable[[], datetime]
LONGEST_OPEN = timedelta(minutes=5)


@dataclass(frozen=True)
class _Key:
    """All that an answer depends on: a new snapshot, a new local day, and old answers can't be reached any more.

    `slot`: which five minutes it is, for what speaks of the open day.
    """

    asked: Hashable
    state: State
    today: date
    slot: int | None
    as_of: AsOf | None


@dataclass(frozen=True)
class Answering:
    """Answers questions as of the clock's now. It blocks: from an event loop call it in a thread.

    Fifty who ask the same at once cost one computation. What is published is looked up for each question all the same,
    so no answer is older than the snapshot that was the latest when it was asked.
    """

    database: Database
    zone: str
    currency: str
    clock: Clock
    catalogue: Mapping[str, Metric] = field(default_factory=lambda: DEFAULT_CATALOGUE, compare=False)
    holidays: str = ""
    answers: Cache[Answer] = field(default_factory=Cache, compare=False)
    pages: Cache[Dashboard] = field(default_factory=Cache, compare=False)

    def answer(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The answer to a question, from the newest snapshot or `as_of` an older one.

        A number that can't be had is an Answer with a reason, not an error. Raises UnknownSnapshotError.
        """
        view = self._view(as_of)
        return self.answers.get(self._key(question, question.period, view), lambda: answer_question(question, view))

    def ahead(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The outlook for as many days as the question's period is long. As `answer` in all else."""
        view = self._view(as_of)
        key = self._key(("ahead", question), question.period, view)
        return self.answers.get(key, lambda: answer_ahead(question, view))

    def why(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The number with what moved it. As `answer` in all else."""
        view = self._view(as_of)
        key = self._key(("why", question), question.period, view)
        return self.answers.get(key, lambda: answer_reasons(question, view))

    def since(self, question: Question, then: Answer) -> Since | None:
        """How an older answer to the question stands by now, and why."""
        return what_came_since(question, then, self._view(None))

    def dashboard(
        self, layout: Layout, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """The page of a layout, all of it from one snapshot; `until`: the latest day that may count."""
        view, days = self._view(as_of), PageDays(period, until)
        key = self._key((layout.name, days), period or DEFAULT_PERIOD, view)
        return self.pages.get(key, lambda: answer_dashboard(layout, days, view))

    def attribution(
        self, rule: Rule | None, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """Which channels brought the new customers of a period, under one rule or under each of them."""
        view, question = self._view(as_of), Question(ATTRIBUTION, period or DEFAULT_PERIOD, as_of=until)
        key = self._key((rule, question), question.period, view)
        return self.pages.get(key, lambda: answer_attribution(question, rule, view))

    def experiments(self, asked: Asked, as_of: AsOf | None = None) -> Dashboard:
        """A page of experiments."""
        view = self._view(as_of)
        key = self._key(asked, DEFAULT_PERIOD, view)
        return self.pages.get(key, lambda: answer_experiments(asked, view))

    @property
    def caches(self) -> Mapping[str, Cache[Any]]:
        """What it keeps, by name."""
        return {"answers": self.answers, "pages": self.pages}

    def view(self) -> CompanyView:
        """What the newest snapshot is asked through, as of now."""
        return self._view(None)

    def _key(self, asked: Hashable, period: PeriodSpec, view: CompanyView) -> _Key:
        now = view.now
        today = now.astimezone(ZoneInfo(self.zone)).date()
        is_open = period.resolve(today, today).is_open
        slot = int(now.timestamp() // LONGEST_OPEN.total_seconds()) if is_open else None
        return _Key(asked, read_state(self.database), today, slot, view.as_of)

    def _view(self, as_of: AsOf | None) -> CompanyView:
        return CompanyView(self.database, self.zone, self.currency, self.clock(), self.catalogue, as_of, self.holidays)

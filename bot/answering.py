"""Question -> Answer against one company's database: the one door that every surface comes through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caching import Cache
from metrics.answer import Answer
from metrics.engine import answer_question
from metrics.question import Question
from metrics.state import State, read_state
from store.database import Database

Clock = Callable[[], datetime]
LONGEST_OPEN = timedelta(minutes=5)


@dataclass(frozen=True)
class _Key:
    """All that an answer depends on: a new snapshot, a new local day, and old answers can't be reached any more.

    `slot`: which five minutes it is, for what speaks of the open day.
    """

    question: Question
    state: State
    today: date
    slot: int | None


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
    answers: Cache[Answer] = field(default_factory=Cache, compare=False)

    def answer(self, question: Question) -> Answer:
        """The answer to a question; a number that can't be had is an Answer with a reason, not an error."""
        now = self.clock()
        return self.answers.get(self._key(question, now), lambda: self._computed(question, now))

    def _key(self, question: Question, now: datetime) -> _Key:
        today = now.astimezone(ZoneInfo(self.zone)).date()
        is_open = question.period.resolve(today, today).is_open
        slot = int(now.timestamp() // LONGEST_OPEN.total_seconds()) if is_open else None
        return _Key(question, read_state(self.database), today, slot)

    def _computed(self, question: Question, now: datetime) -> Answer:
        return answer_question(question, self.database, zone=self.zone, currency=self.currency, now=now)

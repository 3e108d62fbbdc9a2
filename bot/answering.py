"""Question -> Answer against one company's database: the one door that every surface comes through."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from metrics.answer import Answer
from metrics.engine import answer_question
from metrics.question import Question
from store.database import Database

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Answering:
    """Answers questions as of the clock's now. It blocks: from an event loop call it in a thread."""

    database: Database
    zone: str
    currency: str
    clock: Clock

    def answer(self, question: Question) -> Answer:
        """The answer to a question; a number that can't be had is an Answer with a reason, not an error."""
        return answer_question(question, self.database, zone=self.zone, currency=self.currency, now=self.clock())

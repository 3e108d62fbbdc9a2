"""What a message shows: a question and the face of its answer. It fits into a control's value as words.

No state lies in memory: a control carries what it leads to as the words that one could type after /kpi, so it works
after a restart, and on whichever replica the click arrives.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.language import words_of
from metrics.catalogue import find_metric
from metrics.catalogue.dashboards import find_dashboard
from metrics.periods import PeriodSpec
from metrics.question import Question


class Face(StrEnum):
    """The number itself, or how it came about."""

    ANSWER = "answer"
    EXPLANATION = "explanation"


EXPLAIN_WORD = "explain"


@dataclass(frozen=True)
class Shown:
    """What a message is about."""

    question: Question
    face: Face = Face.ANSWER

    @property
    def words(self) -> str:
        """What to type after /kpi to see the same."""
        prefix = f"{EXPLAIN_WORD} " if self.face is Face.EXPLANATION else ""
        return f"{prefix}{words_of(self.question)}"

    @property
    def title(self) -> str:
        """What it is called."""
        metric = find_metric(self.question.metric)
        return metric.title if metric else self.question.metric


@dataclass(frozen=True)
class Page:
    """A dashboard, over a period or over each number's own."""

    name: str
    period: PeriodSpec | None = None

    @property
    def words(self) -> str:
        """What to type after /kpi to see the same."""
        return f"{self.name} {self.period.words}" if self.period else self.name

    @property
    def title(self) -> str:
        """What it is called."""
        layout = find_dashboard(self.name)
        return layout.title if layout else self.name


Showable = Shown | Page

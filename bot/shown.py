"""What a message shows: a question, a face of its answer, and a view. It fits into a control's value as words.

No state lies in memory: a control carries what it leads to as the words that one could type after /kpi, so it works
after a restart, and on whichever replica the click arrives.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from metrics.answer import Answer, ChartKind, Comparison, Grain
from metrics.catalogue import find_metric
from metrics.catalogue.dashboards import find_dashboard
from metrics.engine import AsOf
from metrics.periods import PeriodSpec
from metrics.question import Question


class Face(StrEnum):
    """The number itself, how it came about, what moved it, or what the days to come may bring."""

    ANSWER = "answer"
    EXPLANATION = "explanation"
    OUTLOOK = "outlook"
    WHY = "why"


class View(StrEnum):
    """How an answer is drawn: as the metric's own picture, as another one, or as a table."""

    PICTURE = "picture"
    LINE = "line"
    BAR = "bar"
    TABLE = "table"


EXPLAIN_WORD = "explain"
OUTLOOK_WORD = "outlook"
WHY_WORD = "why"
REFRESH_WORD = "refresh"
_FACE_WORDS = {Face.EXPLANATION: EXPLAIN_WORD, Face.OUTLOOK: OUTLOOK_WORD, Face.WHY: WHY_WORD}
_GRAIN_WORDS = {Grain.DAY: "daily", Grain.WEEK: "weekly", Grain.MONTH: "monthly"}
_CHARTS = {View.LINE: ChartKind.LINE, View.BAR: ChartKind.BAR}


@dataclass(frozen=True)
class Shown:
    """What a message is about. `as_of`: the snapshot that it speaks of, where that is not to be the newest."""

    question: Question
    face: Face = Face.ANSWER
    view: View = View.PICTURE
    as_of: AsOf | None = None

    @property
    def words(self) -> str:
        """What to type after /kpi to see the same."""
        prefix = _FACE_WORDS.get(self.face, "")
        return joined(prefix, words_of(self.question), view_words(self.view))

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


def words_of(question: Question) -> str:
    """The question as words that `read_question` reads as the same: what a button carries."""
    options = (by_words(question.by), grain_words(question.grain), versus_words(question.versus))
    return joined(question.metric, question.period.words, *options)


def words_of_number(words: str) -> str:
    """The words for the number itself, whichever of its faces these lead to."""
    first, _, rest = words.partition(" ")
    return rest if first in _FACE_WORDS.values() else words


def by_words(by: str | None) -> str:
    """The breakdown in words, if any."""
    return f"by {by}" if by else ""


def grain_words(grain: Grain | None) -> str:
    """How far apart points lie, in words; nothing where that is left to the period."""
    return _GRAIN_WORDS[grain] if grain else ""


def versus_words(versus: Comparison) -> str:
    """The comparison in words; nothing for the one that goes without saying."""
    return "" if versus is Comparison.PREVIOUS else f"vs {versus}"


def view_words(view: View) -> str:
    """How it is to be drawn, in words; nothing for the metric's own picture."""
    return "" if view is View.PICTURE else f"as {view}"


def joined(*texts: str) -> str:
    """The texts that are there, as one."""
    return " ".join(text for text in texts if text)


def drawn_as(answer: Answer, view: View) -> Answer:
    """The answer with the picture of that view: the numbers are the same."""
    return replace(answer, chart=_CHARTS.get(view, answer.chart))

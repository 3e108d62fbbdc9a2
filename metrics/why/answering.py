"""The Answer to why a number moved."""

from dataclasses import replace

from metrics.answer import Answer, ChartKind, Comparison, Why
from metrics.answerer import Answerer, Published
from metrics.metric import Metric
from metrics.question import Question
from metrics.why.steps import Ends, ways_to_tell
from metrics.why.terms import NotTakenApartError

METHOD = (
    "Exact: the steps come to the change. Where two inputs moved a ratio, each has the mean of its effect over both "
    "orders (Shapley); channels move a rate by their own rate and by their weight (Kitagawa)."
)
_COMPARED = frozenset({Comparison.PREVIOUS, Comparison.LAST_YEAR})


def answer_why(metric: Metric, question: Question, published: Published) -> Answer:
    """The number with what moved it since the period before, or since a year before; a note where that can't be told.

    `why` is None exactly where it can't.
    """
    against = question.versus if question.versus in _COMPARED else Comparison.PREVIOUS
    answerer = Answerer(metric, replace(question, by=None, grain=None, versus=against), published)
    answer = replace(answerer.answer(), chart=ChartKind.WATERFALL, breakdown=(), dimension=None)
    if question.versus is not against:
        said = f"Why is asked of two periods, not against the {question.versus}: this is against the period before."
        answer = replace(answer, notes=(said, *answer.notes))
    if answer.value is None:
        return answer
    windows = answerer.windows()
    if windows is None or answer.previous is None:
        return _untold(answer, "there is no earlier value to compare it with")
    try:
        ways = ways_to_tell(metric, windows, Ends(answer.previous, answer.value, answer.unit))
    except NotTakenApartError as reason:
        return _untold(answer, str(reason))
    return replace(answer, why=Why(ways[0], ways[1:], METHOD))


def _untold(answer: Answer, reason: str) -> Answer:
    return replace(answer, notes=(f"What moved it can't be told: {reason}.", *answer.notes))

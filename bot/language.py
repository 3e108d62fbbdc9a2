"""Reads the words after `/kpi` as a Question, or says what was understood, what was not, and what is near.

Words may stand in any order and case. Nothing is guessed in silence: a word that fits nowhere is an answer of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from metrics.catalogue import find_metric, nearest_metrics
from metrics.metric import Metric
from metrics.period_words import read_period
from metrics.periods import PeriodSpec
from metrics.question import Question

DIMENSIONS = ("channel",)
LONGEST_TEXT = 300
# No name of a period or a metric has more words than this.
_LONGEST_NAME = 4
# Words that people write around the question and that change nothing in it.
_FILLERS = frozenset({"the", "a", "our", "of", "for", "in", "what", "is", "how", "was", "show", "me", "please", "over"})


@dataclass(frozen=True)
class NotUnderstood:
    """Words that are no question. `suggestions` are whole texts that would be one, the nearest first."""

    text: str
    unknown: str
    understood: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Taken:
    """What was found in the words, and the words that are left."""

    rest: tuple[str, ...]
    metric: Metric | None = None
    period: PeriodSpec | None = None
    by: str | None = None


def read_question(text: str, *, as_of: date | None = None) -> Question | NotUnderstood:
    """The question in these words. Total and pure: any text gives one of the two, in bounded time."""
    text = text[:LONGEST_TEXT]
    by, rest = _take_dimension(tuple(text.lower().replace("?", " ").split()))
    period, rest = _take(rest, read_period)
    metric, rest = _take(rest, find_metric)
    rest = tuple(word for word in rest if word not in _FILLERS)
    if metric is None or rest:
        return _not_understood(text, _Taken(rest, metric, period, by))
    return Question(metric.name, period or metric.default_period, by, as_of=as_of)


def words_of(question: Question) -> str:
    """The question as words that `read_question` reads as the same: what a button carries."""
    by = f" by {question.by}" if question.by else ""
    return f"{question.metric} {question.period.words}{by}"


_Found = TypeVar("_Found")


def _take(words: tuple[str, ...], read: Callable[[str], _Found | None]) -> tuple[_Found | None, tuple[str, ...]]:
    """The longest run of words that can be read, and the words without it."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            found = read(" ".join(words[start : start + length]))
            if found is not None:
                return found, words[:start] + words[start + length :]
    return None, words


def _take_dimension(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    for position, (word, following) in enumerate(pairwise(words)):
        if word in {"by", "per"} and following.rstrip("s") in DIMENSIONS:
            return following.rstrip("s"), words[:position] + words[position + 2 :]
    return None, words


def _not_understood(text: str, taken: _Taken) -> NotUnderstood:
    unknown = " ".join(taken.rest)
    rest_of_question = (taken.period.words if taken.period else "", f"by {taken.by}" if taken.by else "")
    suffix = "".join(f" {part}" for part in rest_of_question if part)
    if taken.metric is not None:
        return NotUnderstood(text, unknown, f"{taken.metric.title}{suffix}", (f"{taken.metric.name}{suffix}",))
    near = tuple(f"{metric.name}{suffix}" for metric in nearest_metrics(unknown))
    return NotUnderstood(text, unknown or text, suffix.strip() or None, near)

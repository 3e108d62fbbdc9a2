"""Words that are no question: why not, what was understood of them, and which questions are near."""

from dataclasses import dataclass
from enum import StrEnum

from bot.shown import Shown


class Why(StrEnum):
    """What stands in the way of an answer."""

    UNKNOWN = "unknown words"
    NO_METRIC = "no metric is named"
    METRICS = "several metrics are named"
    PERIODS = "several periods are named"
    OPTIONS = "an option is named in several ways"
    COMPARISON = "nothing to compare with"
    DIMENSION = "nothing to break down by"
    VIEW = "no view"
    CHANNEL = "one channel alone"
    TOO_LONG = "too long to read"


@dataclass(frozen=True)
class Trouble:
    """One obstacle, with the words that it is about."""

    why: Why
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """Words that are no question. `suggestions` are questions that they are near to, the nearest first."""

    text: str
    troubles: tuple[Trouble, ...]
    understood: str | None = None
    suggestions: tuple[Shown, ...] = ()

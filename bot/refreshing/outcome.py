"""What comes of a refresh, on its way and in the end."""

from dataclasses import dataclass

from bot.refreshing.movements import MovedDay
from bot.refreshing.on_demand import AlreadyRunning, Ran
from bot.refreshing.permits import Decision


@dataclass(frozen=True)
class Step:
    """What a run does now: its number from 1, how many there are, and in words."""

    number: int
    total: int
    label: str


@dataclass(frozen=True)
class Folded:
    """A run has ended: what it did, and the days of net revenue that it moved, the furthest first; None if unknown."""

    ran: Ran
    moved: tuple[MovedDay, ...] | None
    currency: str


@dataclass(frozen=True)
class Failed:
    """A run published nothing, for a reason that the log has under this code."""

    code: str


# A decision is an outcome where it is a refusal.
Outcome = Decision | AlreadyRunning | Failed | Folded


def is_news(outcome: Outcome) -> bool:
    """Whether it is news for everybody, and not for who asked alone."""
    return isinstance(outcome, Folded) and outcome.ran.snapshot is not None


def is_worth_saying(outcome: Outcome, *, is_click: bool) -> bool:
    """Whether it is to be said beside an answer: who presses Refresh and may start no run gets the answer as it is."""
    return is_news(outcome) or isinstance(outcome, Failed | AlreadyRunning) or not is_click

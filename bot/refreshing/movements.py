"""How far net revenue moved, day by day, between two answers. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.answer import Answer, Grain
from metrics.periods import Trailing
from metrics.question import Question

DAYS = 35
# What is asked before a run and after it.
NET_REVENUE = Question("netrevenue", Trailing(DAYS), grain=Grain.DAY)


@dataclass(frozen=True)
class MovedDay:
    """Net revenue of a day before and after; `before` is None where the day was not in yet."""

    day: date
    before: Decimal | None
    after: Decimal

    @property
    def size(self) -> Decimal:
        """How far it moved, either way."""
        return abs(self.after - (self.before or 0))


def moved_days(before: Answer, after: Answer) -> tuple[MovedDay, ...] | None:
    """The days that moved, those that moved furthest first; None where one of the answers has no day to compare."""
    known = {point.day: point.value for point in before.series if point.value is not None}
    if not known or all(point.value is None for point in after.series):
        return None
    first = min(known)
    pairs = ((point.day, known.get(point.day), point.value) for point in after.series if point.day >= first)
    moved = (MovedDay(day, was, now) for day, was, now in pairs if now is not None and was != now)
    return tuple(sorted(moved, key=lambda each: (-each.size, each.day)))

"""What a series is, before it is drawn: its gaps, its cut buckets, and what may stand beside it on one axis."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from metrics.answer import Answer, Grain, Point, Unit

_ADDITIVE = (Unit.MONEY, Unit.COUNT)


class Known(NamedTuple):
    """A point that has a value, with its place in the series."""

    value: Decimal
    place: int
    day: date


def known_points(points: Iterable[Point]) -> list[Known]:
    """The points that have a value."""
    return [Known(point.value, i, point.day) for i, point in enumerate(points) if point.value is not None]


def values_of(points: Iterable[Point]) -> list[Decimal]:
    """The values that a series has."""
    return [known.value for known in known_points(points)]


def is_additive(unit: Unit) -> bool:
    """Whether amounts of the unit add up: two days' revenue does, two days' rates do not."""
    return unit in _ADDITIVE


def is_lone(points: Sequence[Point], index: int) -> bool:
    """Whether a point has a value and no neighbour that has one, so that no line leads to it."""
    beside = (points[i].value for i in (index - 1, index + 1) if 0 <= i < len(points))
    return points[index].value is not None and all(value is None for value in beside)


def is_comparable(answer: Answer) -> bool:
    """Whether one point may be held against the number itself, and so against its target and its previous value.

    A month's revenue is the sum of its days: a day that lies below the month's target says nothing.
    """
    if answer.trailing_days is not None or not is_additive(answer.unit):
        return True
    values = values_of(answer.series)
    if answer.value is None or len(values) < 2:
        return True
    return abs(sum(values) - answer.value) > abs(answer.value) * Decimal("0.000001")


def cut_points(answer: Answer) -> frozenset[date]:
    """The points whose week or month lies partly outside the period, which are therefore low for no fault of theirs.

    A series may reach beyond the period; an edge of the period cuts only the series' own first or last point.
    """
    if answer.grain is Grain.DAY or answer.trailing_days is not None or not is_additive(answer.unit):
        return frozenset()
    if not answer.series or (is_comparable(answer) and not _is_the_last_of_several(answer)):
        return frozenset()
    first, last = answer.series[0].day, answer.series[-1].day
    cut = {first} if _holds(first, answer.period.start, answer.grain) else set()
    return frozenset(cut | ({last} if _is_open(last, answer) else set()))


def _is_the_last_of_several(answer: Answer) -> bool:
    """Whether the number is that of the last week or month alone, and those before it are there for comparison."""
    start, _ = _bounds(answer.series[-1].day, answer.grain)
    return len(answer.series) > 1 and start <= answer.period.start


def _holds(day: date, edge: date, grain: Grain) -> bool:
    """Whether a period that begins at the edge leaves out the beginning of the day's week or month."""
    start, end = _bounds(day, grain)
    return start < edge <= end


def _is_open(day: date, answer: Answer) -> bool:
    """Whether the period ends before the day's week or month does."""
    start, end = _bounds(day, answer.grain)
    return start <= answer.period.end < end


def _bounds(day: date, grain: Grain) -> tuple[date, date]:
    if grain is Grain.WEEK:
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])

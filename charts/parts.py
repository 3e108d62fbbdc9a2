"""The parts of a breakdown, few enough to be told apart."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from charts.series import values_of
from metrics.answer import Part, Point


def folded(parts: Sequence[Part], most: int) -> tuple[Part, ...]:
    """At most `most` parts: the largest in their order, and all the others as one, which says how many they are."""
    if len(parts) <= most:
        return tuple(parts)
    largest = sorted(range(len(parts)), key=lambda index: size_of(parts[index]), reverse=True)[: most - 1]
    rest = [part for index, part in enumerate(parts) if index not in largest]
    return (*(parts[index] for index in sorted(largest)), _together(rest))


def size_of(part: Part) -> Decimal:
    """How much there is of a part, whichever way it counts."""
    if part.value is not None:
        return abs(part.value)
    return sum((abs(value) for value in values_of(part.series)), Decimal(0))


def _together(parts: Sequence[Part]) -> Part:
    days = sorted({point.day for part in parts for point in part.series})
    series = tuple(Point(day, _sum([_on(part, day) for part in parts])) for day in days)
    return Part(f"other ({len(parts)})", _sum([part.value for part in parts]), series=series)


def _on(part: Part, day: date) -> Decimal | None:
    return next((point.value for point in part.series if point.day == day), None)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None

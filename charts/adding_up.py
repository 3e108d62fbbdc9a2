"""Whether the parts of a breakdown add up to the whole. Costs per customer and other means do not, whatever their unit.

Two means together are more than the mean of both; parts of a sum, some of which may be unknown, are never more than it.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from charts.series import is_additive, values_of
from metrics.answer import Answer, Part, Point

# What rounding may add.
_ROUNDING = Decimal("1.005")


def are_shares(answer: Answer) -> bool:
    """Whether the parts' values are shares of the answer's value: none negative, and one of them more than nothing."""
    values = [part.value for part in answer.breakdown if part.value is not None]
    if answer.value is None or not is_additive(answer.unit) or not any(values):
        return False
    return min(values) >= 0 and sum(values) <= answer.value * _ROUNDING


def are_stackable(answer: Answer) -> bool:
    """Whether the parts' points add up to the answer's points."""
    if not is_additive(answer.unit) or not any(values_of(part.series) for part in answer.breakdown):
        return False
    wholes = (point for point in answer.series if point.value is not None and point.value >= 0)
    sums = _sums(answer.breakdown)
    return all(sums.get(point.day, Decimal(0)) <= _at_most(point) for point in wholes)


def _at_most(point: Point) -> Decimal:
    return (point.value or Decimal(0)) * _ROUNDING


def _sums(parts: Iterable[Part]) -> dict[date, Decimal]:
    sums: dict[date, Decimal] = {}
    for part in parts:
        for point in part.series:
            sums[point.day] = sums.get(point.day, Decimal(0)) + (point.value or Decimal(0))
    return sums

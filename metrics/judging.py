"""How a value moved and where it stands: change against an earlier value, status against target and levels."""

from decimal import Decimal

from metrics.answer import Change, ChangeKind, Direction, Status, Unit
from metrics.metric import Metric


def change_between(value: Decimal | None, previous: Decimal | None, unit: Unit) -> Change | None:
    """Relative for money, counts and ratios, in points for percentages; none where the base is zero or negative."""
    if value is None or previous is None or previous <= 0:
        return None
    if unit is Unit.FRACTION:
        return Change(value - previous, ChangeKind.POINTS)
    return Change((value - previous) / previous, ChangeKind.RELATIVE)


def status_of(value: Decimal | None, metric: Metric) -> Status:
    """The worst level that the value has crossed, else whether it beats the target; none where neither is declared."""
    if value is None:
        return Status.NONE
    if metric.levels.critical is not None and _is_worse(value, metric.levels.critical, metric.direction):
        return Status.CRITICAL
    if metric.levels.warning is not None and _is_worse(value, metric.levels.warning, metric.direction):
        return Status.WARNING
    if metric.target is None:
        return Status.NONE
    beats = _is_worse(metric.target.value, value, metric.direction)
    return Status.ON_TARGET if beats else Status.OFF_TARGET


def _is_worse(value: Decimal, level: Decimal, direction: Direction) -> bool:
    return value > level if direction is Direction.DOWN_IS_GOOD else value < level

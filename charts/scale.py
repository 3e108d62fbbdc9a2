"""Where an axis begins and ends and which values it names. Exact: a tick's label is the tick's value, all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from metrics.answer import Unit

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WHOLE_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
# Nobody has two and a half orders, and nobody counts the hours of a payback.
_WHOLE = frozenset({Unit.COUNT, Unit.DAYS})
_ZERO = Decimal(0)
_ROOM = Decimal("0.10")
# A line that moves by less than this share of its size is drawn as nearly flat, not blown up into a mountain range.
_FLATTEST = Decimal("0.02")


@dataclass(frozen=True)
class Scale:
    """An axis: its ends, and the values on it that carry a label."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """How far along the axis a value lies: 0 at the low end, 1 at the high end."""
        return float((value - self.low) / (self.high - self.low))

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies on the axis."""
        return self.low <= value <= self.high


def line_scale(values: Sequence[Decimal], unit: Unit, *, from_zero: bool = False, most: int = 5) -> Scale:
    """An axis for lines: from zero where zero is near or asked for, else close around the values."""
    if from_zero:
        return bar_scale(values, unit, most=most)
    low, high = (min(values), max(values)) if values else (_ZERO, _ZERO)
    low, high = _widened(low, high)
    if low >= 0 and low * 2 <= high:
        return _scale(_ZERO, high + high * _ROOM, unit, most)
    if high <= 0 and high * 2 >= low:
        return _scale(low + low * _ROOM, _ZERO, unit, most)
    room = (high - low) * _ROOM
    return _scale(low - room, high + room, unit, most)


def bar_scale(values: Sequence[Decimal], unit: Unit, *, most: int = 5) -> Scale:
    """An axis from zero: for bars, and for amounts that add up, whose size means something only from there."""
    low, high = min(_ZERO, *values, _ZERO), max(_ZERO, *values, _ZERO)
    if low == high:
        high = Decimal(1)
    room = (high - low) * _ROOM
    return _scale(low - room if low < 0 else low, high + room if high > 0 else high, unit, most)


def nice_step(span: Decimal, most: int, unit: Unit) -> Decimal:
    """The smallest round step that cuts `span` into at most `most` pieces; a whole one for what comes whole."""
    steps = _WHOLE_STEPS if unit in _WHOLE else _STEPS
    power = Decimal(1).scaleb((span / most).adjusted())
    step = next(step * power for step in steps if step * power * most >= span)
    return max(step, Decimal(1)) if unit in _WHOLE else step


def floored(value: Decimal, step: Decimal) -> Decimal:
    """The multiple of `step` at or below a value."""
    return (value / step).to_integral_value(rounding=ROUND_FLOOR) * step


def ceiled(value: Decimal, step: Decimal) -> Decimal:
    """The multiple of `step` at or above a value."""
    return (value / step).to_integral_value(rounding=ROUND_CEILING) * step


def _widened(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    size = max(abs(low), abs(high))
    if size == 0:
        return _ZERO, Decimal(1)
    if low == high:
        # One value has no neighbours to be seen against but zero.
        return min(low, _ZERO), max(high, _ZERO)
    lacking = size * _FLATTEST - (high - low)
    return (low - lacking / 2, high + lacking / 2) if lacking > 0 else (low, high)


def _scale(low: Decimal, high: Decimal, unit: Unit, most: int) -> Scale:
    step = nice_step(high - low, most, unit)
    if unit in _WHOLE and ceiled(low, step) + step > high:
        # A move of hours still needs two whole days to be seen against.
        low, high = min(low, floored(low, step)), max(high, floored(low, step) + step)
    first, ticks = ceiled(low, step), []
    while first <= high:
        ticks.append(first)
        first += step
    return Scale(low, high, tuple(ticks))

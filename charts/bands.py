"""The scale of a gauge and the bands on it: which stretch is critical, a warning, in order, on target."""

from dataclasses import dataclass
from decimal import Decimal

from charts.scale import ceiled, floored, nice_step
from metrics.answer import Answer, Direction, Status

_ZERO = Decimal(0)
_ROOM = Decimal("0.2")
# A value further out than this many times the stretch of the levels is shown at the end of the scale, with an arrow:
# the levels would otherwise shrink to a sliver.
_REACH = 2


@dataclass(frozen=True)
class Band:
    """A stretch of the scale and what a value on it would be."""

    status: Status
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Dial:
    """The ends of a gauge."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> float:
        """How far along the dial a value lies, from 0 to 1; what lies beyond an end is shown at that end."""
        within = min(max(value, self.low), self.high)
        return float((within - self.low) / (self.high - self.low))

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies on the dial."""
        return self.low <= value <= self.high


def marks_of(answer: Answer) -> list[Decimal]:
    """What a gauge must show beside the value: the levels and the target."""
    target = answer.target.value if answer.target else None
    return [mark for mark in (answer.levels.critical, answer.levels.warning, target) if mark is not None]


def dial_of(answer: Answer) -> Dial:
    """A dial that holds zero, the levels, the target and, unless it is far off, the value; with round ends."""
    low, high = min(_ZERO, *marks_of(answer), _ZERO), max(_ZERO, *marks_of(answer), _ZERO)
    if answer.value is not None:
        reach = (high - low) * _REACH if high > low else abs(answer.value)
        low, high = min(low, max(answer.value, low - reach)), max(high, min(answer.value, high + reach))
    if low == high:
        return Dial(_ZERO, Decimal(1))
    room = (high - low) * _ROOM
    step = nice_step(high - low, 10, answer.unit)
    return Dial(floored(low - room, step) if low < 0 else low, ceiled(high + room, step) if high > 0 else high)


def bands_of(answer: Answer, dial: Dial) -> tuple[Band, ...]:
    """The dial cut where the status changes: at the levels and at the target; in one piece without either."""
    is_down = answer.direction is Direction.DOWN_IS_GOOD
    cuts = _cuts(answer)
    if is_down:
        cuts = [(status, -edge) for status, edge in cuts]
    start, end = (-dial.high, -dial.low) if is_down else (dial.low, dial.high)
    bands = []
    for status, edge in cuts:
        upto = min(max(edge, start), end)
        bands.append(Band(status, start, upto))
        start = upto
    bands.append(Band(_best(answer), start, end))
    turned = [Band(band.status, -band.high, -band.low) for band in reversed(bands)] if is_down else bands
    return tuple(band for band in turned if band.high > band.low)


def _cuts(answer: Answer) -> list[tuple[Status, Decimal]]:
    """Where each worse band ends, the worst first."""
    levels = ((Status.CRITICAL, answer.levels.critical), (Status.WARNING, answer.levels.warning))
    cuts = [(status, level) for status, level in levels if level is not None]
    return [*cuts, (Status.OFF_TARGET, answer.target.value)] if answer.target is not None else cuts


def _best(answer: Answer) -> Status:
    has_marks = answer.levels.critical is not None or answer.levels.warning is not None or answer.target is not None
    return Status.ON_TARGET if has_marks else Status.NONE

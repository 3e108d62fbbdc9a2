"""Whether a day is like the days of its weekday before it: a robust look, that one odd Friday does not spoil."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WEEKS = 8
# From the median absolute deviation to a standard deviation, for normal values.
_MAD_TO_SD = 1.4826
_TOO_FAR = 5.0
# The spread is taken for no less than this share of the usual: eight days that happen to agree prove little.
_LEAST_SPREAD = 0.1


@dataclass(frozen=True)
class Oddity:
    """A value, and what it usually is."""

    value: float
    usual: float

    @property
    def is_low(self) -> bool:
        return self.value < self.usual


def oddity(value: float, before: Sequence[float], *, counts: float | None = None) -> Oddity | None:
    """The value as an oddity against the same weekdays before it; None where it is like them, or they are too few.

    `counts`: how many rows usually make up the value (the value itself, where it is a count). So few things cannot be
    expected to be even: their number alone spreads by its square root.
    """
    if len(before) < WEEKS:
        return None
    usual = median(before)
    spread = _MAD_TO_SD * median(abs(each - usual) for each in before)
    of_chance = usual / max(counts, 1.0) ** 0.5 if counts is not None else 0.0
    tolerance = _TOO_FAR * max(spread, _LEAST_SPREAD * usual, of_chance)
    return Oddity(value, usual) if abs(value - usual) > tolerance else None

"""Whether a number has moved so far from what was said that it must be said again. Pure."""

from decimal import Decimal
from enum import StrEnum

from metrics.answer import Unit
from metrics.answer.numbers import value_text

DEFAULT_TOLERANCE = Decimal("0.01")
# A growth of 0.1% that becomes 0.2% has doubled, and nothing has happened.
_LEAST_BASE = {Unit.FRACTION: Decimal("0.1")}


class Verdict(StrEnum):
    """How a number stands to what was said of it."""

    SAME = "reads the same"
    WITHIN = "within the tolerance"
    MOVED = "moved"
    GONE = "has no value any more"
    CAME = "has a value now"

    @property
    def agrees(self) -> bool:
        """Whether what was said may stand."""
        return self in {Verdict.SAME, Verdict.WITHIN}


def judged(said: Decimal | None, now: Decimal | None, unit: Unit, tolerance: Decimal) -> Verdict:
    """A number of that unit, against what was said of it.

    It has moved where it reads otherwise, and by more than the tolerance relative to what was said; a percentage of
    less than 10% is held against 10%, so that at 1% nothing under 0.1 points counts. From zero any visible step counts.
    """
    if said is None or now is None:
        return _of_none(said, now)
    if value_text(said, unit, "") == value_text(now, unit, ""):
        return Verdict.SAME
    base = max(abs(said), _LEAST_BASE.get(unit, Decimal(0)))
    return Verdict.MOVED if abs(now - said) > tolerance * base else Verdict.WITHIN


def _of_none(said: Decimal | None, now: Decimal | None) -> Verdict:
    if said is None and now is None:
        return Verdict.SAME
    return Verdict.GONE if now is None else Verdict.CAME

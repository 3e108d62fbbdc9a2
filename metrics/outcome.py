"""What evaluating a formula gives: a value, or why there is none in words. Never 0, infinity or NaN in its place."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.answer import Absence


@dataclass(frozen=True)
class Outcome:
    """A value, or a reason and its kind; exactly one of the two is set."""

    value: Decimal | None = None
    reason: str | None = None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None) or (self.reason is None) != (self.absence is None):
            raise ValueError("an outcome has either a value or a reason")


def known(value: Decimal | int) -> Outcome:
    """There is a value."""
    return Outcome(value=Decimal(value))


def unknown(reason: str, absence: Absence = Absence.UNDEFINED) -> Outcome:
    """There is none, because."""
    return Outcome(reason=reason, absence=absence)

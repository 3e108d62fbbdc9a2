"""What an alert goes by: the levels of a metric, how long it must be beyond them, and when it is safe again."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

# The way back to safety, as a part of the level: who wobbles around a level is not told of it every day.
EXIT_SHARE = Decimal("0.05")


class Severity(IntEnum):
    """How bad; the greater the worse."""

    WARNING = 1
    CRITICAL = 2


class Side(StrEnum):
    """Where of its level the bad values lie."""

    ABOVE = "above"
    BELOW = "below"

    def is_beyond(self, value: Decimal, level: Decimal) -> bool:
        """Whether a value lies on the bad side of a level; on it, it does not."""
        return value > level if self is Side.ABOVE else value < level


class RuleError(ValueError):
    """A rule makes no sense; the sentence says why."""


@dataclass(frozen=True)
class Level:
    """A value beyond `enter` is as bad as `severity` says, until one is at `exit` or on the safe side of it."""

    severity: Severity
    enter: Decimal
    exit: Decimal


@dataclass(frozen=True)
class Rule:
    """The levels of one number, from the least severe on; `for_days` closed days in a row take it in and out of each.

    Raises RuleError where no value could be judged by it: no level, no day, or levels out of order.
    """

    side: Side
    levels: tuple[Level, ...]
    for_days: int = 1

    def __post_init__(self) -> None:
        if not self.levels or self.for_days < 1:
            raise RuleError("A rule needs a level, and at least one day")
        # What is beyond a severe level is beyond the milder ones, and what is safe of a mild one is safe of all.
        outward = [each.exit for each in self.levels], [each.enter for each in self.levels]
        in_order = all(_is_outward(self.side, values) for values in outward)
        if not in_order or any(self.side.is_beyond(each.exit, each.enter) for each in self.levels):
            raise RuleError(f"The levels must lie in order, the more severe further {self.side}")
        if [each.severity for each in self.levels] != sorted({each.severity for each in self.levels}):
            raise RuleError("Each severity has one level, the milder first")


def level_at(severity: Severity, side: Side, enter: Decimal) -> Level:
    """A level whose exit lies 5 % of it to the safe side."""
    back = abs(enter) * EXIT_SHARE
    return Level(severity, enter, enter - back if side is Side.ABOVE else enter + back)


def _is_outward(side: Side, values: list[Decimal]) -> bool:
    return values == sorted(values, reverse=side is Side.BELOW)

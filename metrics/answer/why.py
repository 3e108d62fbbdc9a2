"""What an Answer says of its change: what moved it, in steps that lead from the number before to the number now."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from metrics.answer.kinds import Unit


class Cause(StrEnum):
    """What moved: an AMOUNT, a group's own RATE, or how much of the whole a group is (MIX)."""

    AMOUNT = "amount"
    RATE = "rate"
    MIX = "mix"


@dataclass(frozen=True)
class Step:
    """One of them. `effect` is in the metric's unit, `points` its share of the number before (0.01 is one point).

    `member`: the channel, category, kind or cohort that it is of, if any; `of`: what moved, in words; `before` and
    `now`: from what to what, in `unit`, where that is one number. Without `before` it is a flow between the two ends.
    """

    of: str
    effect: Decimal
    cause: Cause = Cause.AMOUNT
    member: str = ""
    points: Decimal | None = None
    before: Decimal | None = None
    now: Decimal | None = None
    unit: Unit = Unit.COUNT


@dataclass(frozen=True)
class Steps:
    """One way to tell the change, the largest step first. The effects come to the change as the two ends are shown.

    `title`: by what it is told: "By channel and input".
    """

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Why:
    """The change in steps: in the way that tells most, and in others. `method`: how they come about."""

    best: Steps
    others: tuple[Steps, ...]
    method: str

"""An experiment as it was designed, what its variants have done by a day, and what is read from that."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# Below it, users were not split as they should have been, and nothing else that is read can be trusted.
SAMPLE_RATIO_LEVEL = 0.001


class Measure(StrEnum):
    """What is compared: the share of users who converted, or the revenue a user."""

    CONVERSION = "conversion"
    REVENUE = "revenue"


class Kind(StrEnum):
    """A test whose users are assigned by chance, or a flag that is switched on for some of them."""

    AB_TEST = "ab_test"
    FEATURE_FLAG = "feature_flag"


class Status(StrEnum):
    """How far it is: `completed` as planned, or `stopped` for another reason."""

    DRAFT = "draft"
    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Design:
    """What was decided before.

    `success_threshold`: the relative lift that counts as success. `alpha`: how often a difference may be found where
    there is none. `power`: how often a difference as large as the threshold is to be found. `planned_users`: of all
    variants together. `allocation`: each variant with its share of the users; equal shares, where it is empty.
    """

    key: str
    name: str
    kind: Kind
    status: Status
    measure: Measure
    hypothesis: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    success_threshold: Decimal | None = None
    alpha: float = 0.05
    power: float = 0.8
    planned_users: int | None = None
    allocation: tuple[tuple[str, float], ...] = ()

    @property
    def title(self) -> str:
        return self.name or self.key


@dataclass(frozen=True)
class Arm:
    """A variant, cumulatively to the end of a day: users exposed, how many of them converted, their revenue, and the
    sum over users of the square of each user's revenue.
    """

    variant: str
    is_control: bool
    users: int
    conversions: int
    revenue: Decimal = Decimal(0)
    revenue_squared: Decimal = Decimal(0)


@dataclass(frozen=True)
class Interval:
    """Where a value lies, as sure as was asked for."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Effect:
    """A variant against the control.

    `value`, `control`: the share of users who converted, or revenue a user. `absolute`: their difference. `lift`: it
    relative to the control, None where that is not positive. The intervals are always valid (however often one looks)
    or of the fixed test, as `is_always_valid` says; `p` is the fixed test's, None before its planned size, and `p_holm`
    is adjusted for the number of variants.
    """

    variant: str
    value: float
    control: float
    absolute_interval: Interval
    lift: float | None
    lift_interval: Interval | None
    is_always_valid: bool
    p: float | None = None
    p_holm: float | None = None

    @property
    def absolute(self) -> float:
        return self.value - self.control


@dataclass(frozen=True)
class Split:
    """How many users a variant has, and how many it should have."""

    variant: str
    observed: int
    expected: float


@dataclass(frozen=True)
class SampleRatio:
    """How the users were split against how they should have been, and how likely so odd a split is by chance."""

    p: float
    splits: tuple[Split, ...]

    @property
    def is_off(self) -> bool:
        return self.p < SAMPLE_RATIO_LEVEL


class Verdict(StrEnum):
    """What may be said by now."""

    NO_DATA = "no data"
    SAMPLE_RATIO = "blocked"
    TOO_SMALL = "too few users yet"
    WINNER = "winner"
    LOSER = "worse than control"
    NO_DIFFERENCE = "no difference found"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Reading:
    """An experiment by a day. `needed`: how many more users, of all variants, its plan takes (or its power, where it
    has no planned size); None where that can't be said.
    """

    design: Design
    day: date | None
    arms: tuple[Arm, ...]
    effects: tuple[Effect, ...] = ()
    sample_ratio: SampleRatio | None = None
    verdict: Verdict = Verdict.NO_DATA
    winner: str | None = None
    is_success: bool = False
    needed: int | None = None
    faults: tuple[str, ...] = ()

    @property
    def users(self) -> int:
        return sum(arm.users for arm in self.arms)

    @property
    def control(self) -> Arm | None:
        return next((arm for arm in self.arms if arm.is_control), None)

    @property
    def is_planned_size_reached(self) -> bool:
        return is_planned_size_reached(self.design, self.users)


def is_planned_size_reached(design: Design, users: int) -> bool:
    """Whether there are as many users as were planned; never, where no number was."""
    return design.planned_users is not None and users >= design.planned_users

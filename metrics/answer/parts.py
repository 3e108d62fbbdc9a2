"""What an Answer is made of: days, points, parts, inputs, and what is known of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from metrics.answer.kinds import Absence, ChangeKind, Unit
from metrics.answer.outlook import Range


@dataclass(frozen=True)
class Period:
    """An inclusive run of local calendar days, with the words a person would use for it ("last 30 days")."""

    start: date
    end: date
    label: str

    @property
    def days(self) -> int:
        """How many days the period holds."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Change:
    """How far a value moved from the one it is compared with."""

    value: Decimal
    kind: ChangeKind


@dataclass(frozen=True)
class Target:
    """The value to be beaten: from above where up is good, from below where down is good."""

    value: Decimal


@dataclass(frozen=True)
class Levels:
    """Where a value becomes a warning or critical, on the bad side of each level."""

    warning: Decimal | None = None
    critical: Decimal | None = None


@dataclass(frozen=True)
class Point:
    """One point of a series: `day` is the first day of a bucket of sums, or the day on which a trailing window ends."""

    day: date
    value: Decimal | None


@dataclass(frozen=True)
class Usual:
    """What a day's value usually is, and between which values it usually lies."""

    day: date
    expected: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Annotation:
    """What is marked on a day, in a few words: "no rows of ad spend"; and what all marks of its kind mean."""

    day: date
    text: str
    meaning: str = "incident in the data"


@dataclass(frozen=True)
class Cohort:
    """The customers of one first-order month: `values[k]` is of month +k, None where that is not closed."""

    month: date
    customers: int
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Part:
    """One row of a breakdown, with the reason where it has no value, and what kind of reason it is; what went into
    it, where it was asked for. `interval`: where the true value lies, where that was estimated.
    """

    name: str
    value: Decimal | None
    reason: str | None = None
    series: tuple[Point, ...] = ()
    inputs: tuple["Input", ...] = ()
    absence: Absence | None = None
    interval: Range | None = None


@dataclass(frozen=True)
class Input:
    """A node of the formula's tree: what went into the number, down to the measures and their source tables."""

    name: str
    label: str
    value: Decimal | None
    unit: Unit
    formula: str | None = None
    reason: str | None = None
    sources: tuple[str, ...] = ()
    inputs: tuple["Input", ...] = ()


@dataclass(frozen=True)
class Sample:
    """How many customers (or orders) a number rests on, and how many it needs."""

    size: int
    of: str
    minimum: int | None = None


@dataclass(frozen=True)
class Snapshot:
    """The published state of the pre-aggregated tables that an answer was computed from."""

    id: int
    published_at: datetime


@dataclass(frozen=True)
class Freshness:
    """How old a number is: the last closed day, how far that lies behind yesterday, and which source holds it back."""

    through: date
    days_behind: int
    held_back_by: str | None = None

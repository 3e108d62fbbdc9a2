"""An Answer: everything that a surface needs to show one number, and nothing that it would have to compute.

Slack messages, charts, the command line and (later) digests, alerts and exports are all drawn from this one object, so
a number cannot differ between them. This package imports nothing else of kpibot.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from metrics.answer.forecast import AgainstForecast
from metrics.answer.outlook import Outlook, Range
from metrics.experiments.model import Reading


class Unit(StrEnum):
    """What a value counts. A FRACTION is a share of one (0.05) and is shown as a percentage (5%)."""

    MONEY = "money"
    COUNT = "count"
    FRACTION = "fraction"
    RATIO = "ratio"
    DAYS = "days"
    MONTHS = "months"


class Direction(StrEnum):
    """Which way is good news."""

    UP_IS_GOOD = "up_is_good"
    DOWN_IS_GOOD = "down_is_good"
    NEUTRAL = "neutral"


class Status(StrEnum):
    """Where a value stands against its target and its alert levels."""

    ON_TARGET = "on_target"
    OFF_TARGET = "off_target"
    WARNING = "warning"
    CRITICAL = "critical"
    NONE = "none"


class Absence(StrEnum):
    """What kind of reason there is for no value. HARMLESS: it could not be better, as where no cash is burnt."""

    NO_DATA = "no data"
    WITHHELD = "withheld"
    TOO_SMALL = "too small a sample"
    UNDEFINED = "undefined"
    HARMLESS = "harmless"


class Grain(StrEnum):
    """The length of time between two points of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ChartKind(StrEnum):
    """The picture that suits a metric best."""

    LINE = "line"
    BAR = "bar"
    GAUGE = "gauge"
    STACKED_BAR = "stacked bar"
    PIE = "pie"
    NUMBER = "number"
    COHORT_CURVES = "cohort curves"
    HEAT_MAP = "heat map"
    TABLE = "table"
    FORECAST = "forecast"
    INTERVALS = "intervals"
    OUTLOOK = "outlook"


class Comparison(StrEnum):
    """What a value is held against: the period before, the same days a year before, the target, what each day usually
    is, or what finance expected.
    """

    PREVIOUS = "previous"
    LAST_YEAR = "last year"
    TARGET = "target"
    USUAL = "usual"
    FORECAST = "forecast"


class ChangeKind(StrEnum):
    """RELATIVE: (value - previous) / previous. POINTS: value - previous of fractions (0.01 is one point)."""

    RELATIVE = "relative"
    POINTS = "points"


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


@dataclass(frozen=True)
class Answer:
    """One number and all that a person may want to know about it.

    `value` is None exactly where `reason` says, in words, why there is none, and `absence` what kind of reason it is.
    `shortfall`: how far the value reaches, where that is not as far as the metric promises. `series` and `breakdown`
    are in the metric's unit. `previous` is the value of `previous_period`, or of the target or the forecast where that
    is the comparison; `change` is None where its base is zero or negative. `previous_series` has the points of
    `previous_period` in their order, to be drawn behind `series`. `usual`: of the days of `series` that have it, where
    that is the comparison, or another band that `band` names. `zero`: what a line at zero is called, where it is more
    than a number. `alternatives`: how others define the same number, in sentences. `period_words`: what to type for the
    period, such that it moves on with the days where it was asked so. `has_forecast`: finance expects something of the
    metric; `forecast`: its months, where that is the comparison. `outlook`: the days to come, where the answer is of
    them.
    """

    metric: str
    title: str
    unit: Unit
    currency: str
    direction: Direction
    chart: ChartKind
    definition: str
    doc: str
    period: Period
    value: Decimal | None
    reason: str | None = None
    absence: Absence | None = None
    shortfall: str | None = None
    period_words: str = ""
    comparison: Comparison = Comparison.PREVIOUS
    previous_period: Period | None = None
    previous: Decimal | None = None
    change: Change | None = None
    target: Target | None = None
    levels: Levels = field(default_factory=Levels)
    status: Status = Status.NONE
    grain: Grain = Grain.DAY
    trailing_days: int | None = None
    series: tuple[Point, ...] = ()
    previous_series: tuple[Point, ...] = ()
    usual: tuple[Usual, ...] = ()
    band: str = "what is usual"
    zero: str = ""
    annotations: tuple[Annotation, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    dimension: str | None = None
    breakdown: tuple[Part, ...] = ()
    inputs: tuple[Input, ...] = ()
    alternatives: tuple[str, ...] = ()
    sample: Sample | None = None
    freshness: Freshness | None = None
    snapshot: Snapshot | None = None
    notes: tuple[str, ...] = ()
    has_forecast: bool = False
    forecast: AgainstForecast | None = None
    outlook: Outlook | None = None


@dataclass(frozen=True)
class Dashboard:
    """Several answers of one snapshot on one page: the headline numbers, and below them rows of panels.

    `experiments`: what was read of each, where the page is of experiments.
    """

    name: str
    title: str
    period: Period
    headlines: tuple[Answer, ...]
    rows: tuple[tuple[Answer, ...], ...]
    snapshot: Snapshot | None = None
    freshness: Freshness | None = None
    notes: tuple[str, ...] = ()
    experiments: tuple[Reading, ...] = ()

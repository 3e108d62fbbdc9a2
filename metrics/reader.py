"""What a reader of the pre-aggregated tables gives: totals by day, and the shapes that they are asked for in.

Money is exact decimals throughout; no value here ever passes through a float.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from metrics.answer import Grain
from store.certificates import Finding
from store.measures import Source

ZERO = Decimal(0)

# LTV follows customers in buckets of 30 days of age to the 360th, in the 90 days of first orders that lived through it.
BUCKET_DAYS = 30
LTV_BUCKETS = 13
ACQUIRED_OVER_DAYS = 90


@dataclass(frozen=True)
class Window:
    """An inclusive run of local days, for one marketing channel or (None) for all of them together.

    Of what has categories in their place, `channel` is the category.
    """

    start: date
    end: date
    channel: str | None = None


@dataclass(frozen=True)
class SourceState:
    """What is known of a source: whether it was ever brought, and the local days of its first and last row.

    `closed_to`: the last day whose certificate does not withhold it. `withheld`: those that one withholds, and why.
    """

    connected: bool
    first_day: date | None = None
    last_day: date | None = None
    closed_to: date | None = None
    withheld: Mapping[date, tuple[Finding, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubt:
    """A day of a source whose certificate says something."""

    source: Source
    day: date
    findings: tuple[Finding, ...]


class RunningTotals:
    """A measure's values by day, for sums over any run of days without reading them again."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self._totals = [ZERO]

    def add(self, day: date, value: Decimal | int) -> None:
        """A value of a day that is not earlier than the last."""
        if self.days and day <= self.days[-1]:
            raise ValueError(f"{day} comes after {self.days[-1]}: running totals take each day once, in order")
        self.days.append(day)
        self._totals.append(self._totals[-1] + value)

    def between(self, start: date, end: date) -> Decimal:
        """The sum over an inclusive run of days."""
        first, last = bisect_left(self.days, start), bisect_right(self.days, end)
        return self._totals[last] - self._totals[first] if last > first else ZERO

    def latest_day(self, on_or_before: date) -> date | None:
        """The last day with a row that is not later."""
        position = bisect_right(self.days, on_or_before)
        return self.days[position - 1] if position else None


@dataclass(frozen=True)
class PlannedValue:
    """What finance expects of a metric in a month, which its first day names, in one case: base, low or high."""

    month: date
    scenario: str
    value: Decimal


@dataclass(frozen=True)
class VariantDay:
    """What a variant of an experiment had done by the end of a day."""

    experiment_key: str
    day: date
    variant: str
    is_control: bool
    users: int
    conversions: int
    revenue: Decimal
    revenue_squared: Decimal


Key = tuple[str | None, str]


@dataclass(frozen=True)
class Span:
    """The first and last local day that any window of an answer touches."""

    start: date
    end: date


@dataclass(frozen=True)
class BucketDays:
    """The days of first orders that are asked of an age bucket."""

    bucket: int
    first: date
    last: date


@dataclass(frozen=True)
class CohortMonth:
    """The month so many after a first-order month; both are first days."""

    month: date
    since: int


@dataclass(frozen=True)
class MrrMovements:
    """Recurring revenue at the end of two days, and what moved it between them, by customer.

    closing = opening + new + reactivation + expansion - contraction - churned.
    """

    opening: Decimal
    new: Decimal
    reactivation: Decimal
    expansion: Decimal
    contraction: Decimal
    churned: Decimal
    closing: Decimal


@dataclass(frozen=True)
class Noted:
    """What somebody wrote beside a day."""

    day: date
    text: str


class Reader(Protocol):
    """Where facts are read from, each kind once and only when it is asked for. All of it is of one snapshot.

    Totals are by (channel, name): of each channel where they are `split`, else of all together, under None. `daily`
    holds the measures by local day, the others counts of customers by the local day of their first order; `cohorts` has
    "customers 3" and "gross_profit 3" for age bucket 3.
    """

    def channels(self) -> tuple[str, ...]:
        """The marketing channels that have rows, in their usual order."""

    def doubts(self, sources: Iterable[str], span: Span) -> tuple[Doubt, ...]:
        """The days of the span that the sources' certificates say something of, in their order."""

    def categories(self) -> tuple[str, ...]:
        """The categories of operating expenses that have rows, by name."""

    def opex(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        """Operating expenses ("opex") by category in the place of the channel."""

    def daily(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        """The measures of metrics_daily."""

    def balances(self, until: date) -> tuple[tuple[date, Decimal], ...]:
        """The cash balance of each day on which one was read, in the order of days, from the first on."""

    def acquisitions(self, until: date, *, split: bool) -> Mapping[Key, RunningTotals]:
        """How many customers ("customers") had their first order on each day, from the first day on."""

    def customers(self, grain: Grain, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        """The counts of customers_by_period, by the first local day of their day, week or month."""

    def retention(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        """The counts of retention_daily."""

    def cohort_months(self, span: Span) -> Mapping[Key, Mapping[CohortMonth, Decimal]]:
        """The counts and money of cohorts_monthly, of the first-order months that begin in the span."""

    def month_activity(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        """`active` customers, `revenue` (net) and `gross_profit` by the first day of the month, of all cohorts."""

    def mrr_movements(self, opening: date, closing: date) -> MrrMovements:
        """How recurring revenue came from the end of one day to the end of another."""

    def paths(self, span: Span) -> tuple[tuple[str, int, Decimal], ...]:
        """The paths of conversion_paths as they are written there, each with its conversions and their revenue."""

    def noted(self, metric: str, span: Span) -> tuple[Noted, ...]:
        """What people wrote beside the span's days, of all numbers or of this one; in the order of days."""

    def planned(self) -> frozenset[str]:
        """The metrics of which finance expects something."""

    def plan(self, metric: str) -> tuple[PlannedValue, ...]:
        """All that finance expects of a metric."""

    def experiments(self) -> tuple[str, ...]:
        """The designs of all experiments, each as JSON with the columns of its source."""

    def experiment_days(self, key: str | None = None) -> tuple[VariantDay, ...]:
        """What the variants of an experiment (or of all) had done by the end of each day."""

    def cohorts(self, days: Iterable[BucketDays], *, split: bool) -> Mapping[Key, RunningTotals]:
        """The customers and gross profit of cohort_value."""


def totals_by_key(rows: Iterable[tuple[str | None, str, date, Decimal | int]]) -> Mapping[Key, RunningTotals]:
    """Rows of (channel, name, day, value), in the order of days, as running totals."""
    found: defaultdict[Key, RunningTotals] = defaultdict(RunningTotals)
    for channel, name, day, value in rows:
        found[channel, name].add(day, value)
    return found

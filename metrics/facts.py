"""The pre-aggregated rows that one answer needs, read once from one snapshot and summed exactly over any days.

Money is exact decimals throughout; no value here ever passes through a float.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from operator import itemgetter
from typing import Protocol

from metrics.answer import Grain

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
    """What is known of a source: whether it was ever brought, and the local days of its first and last row."""

    connected: bool
    first_day: date | None = None
    last_day: date | None = None


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


Key = tuple[str | None, str]
_NOTHING = RunningTotals()


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


class Reader(Protocol):
    """Where facts are read from, each kind once and only when it is asked for. All of it is of one snapshot.

    Totals are by (channel, name): of each channel where they are `split`, else of all together, under None. `daily`
    holds the measures by local day, the others counts of customers by the local day of their first order; `cohorts` has
    "customers 3" and "gross_profit 3" for age bucket 3.
    """

    def channels(self) -> tuple[str, ...]:
        """The marketing channels that have rows, in their usual order."""

    def days_with_rows(self, sources: Iterable[str], span: Span) -> Mapping[str, Collection[date]]:
        """The local days of the span on which each source has rows."""

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

    def mrr_movements(self, opening: date, closing: date) -> MrrMovements:
        """How recurring revenue came from the end of one day to the end of another."""

    def cohorts(self, days: Iterable[BucketDays], *, split: bool) -> Mapping[Key, RunningTotals]:
        """The customers and gross profit of cohort_value."""


class _Totals:
    """Sums of all channels together, and of each: each of the two is read once, and only when it is asked for.

    Most questions ask for the whole alone, which the database adds up faster than we do.
    """

    def __init__(self, read: Callable[[bool], Mapping[Key, RunningTotals]]) -> None:
        self._read = cache(read)

    def of(self, channel: str | None, name: str) -> RunningTotals:
        return self._read(channel is not None).get((channel, name), _NOTHING)


class Facts:
    """What is known over a span of days, for expressions to be evaluated on.

    `begins`: the first day that all sources of the metric know of; days before it are unknown, not zero. `closed`: the
    last closed day, where that is not the span's.
    """

    def __init__(self, reader: Reader, span: Span, begins: date | None = None, closed: date | None = None) -> None:
        self._reader = reader
        self._span = span
        self.begins = begins
        self.closed = closed or span.end
        self._movements: dict[tuple[date, date], MrrMovements] = {}
        self._customers: dict[Grain, _Totals] = {}

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """The marketing channels that have rows, in their usual order."""
        return self._reader.channels()

    def members(self, dimension: str) -> tuple[str, ...]:
        """What a number is broken into by a dimension."""
        return self.channels if dimension == "channel" else self._reader.categories()

    def opex(self, window: Window) -> Decimal:
        """Operating expenses over the window; its channel is their category."""
        return self._opex.of(window.channel, "opex").between(window.start, window.end)

    def measure(self, name: str, window: Window) -> Decimal:
        """A measure's sum over the window."""
        return self._daily.of(window.channel, name).between(window.start, window.end)

    def balance(self, on_or_before: date) -> tuple[date, Decimal] | None:
        """The latest cash balance that is not later, with its day."""
        position = bisect_right(self._balances, on_or_before, key=itemgetter(0))
        return self._balances[position - 1] if position else None

    def customers(self, name: str, grain: Grain, window: Window) -> Decimal:
        """`new_customers`, `returning_customers` or `lost_customers` of the day, week or month that the window is."""
        if grain not in self._customers:
            self._customers[grain] = _Totals(lambda split: self._reader.customers(grain, self._span, split=split))
        return self._customers[grain].of(window.channel, name).between(window.start, window.start)

    def returned(self, name: str, window: Window) -> Decimal:
        """A count of retention_daily over the customers whose first order lies in the window."""
        return self._retention.of(window.channel, name).between(window.start, window.end)

    def latest_acquisition(self, on_or_before: date, channel: str | None) -> date | None:
        """The last local day, not later, with a first order."""
        return self._acquisitions.of(channel, "customers").latest_day(on_or_before)

    def cohort(self, name: str, bucket: int, window: Window) -> Decimal:
        """`customers` or `gross_profit` of an age bucket, of the customers whose first order lies in the window."""
        return self._cohorts.of(window.channel, f"{name} {bucket}").between(window.start, window.end)

    def cohort_month(self, name: str, of: CohortMonth, channel: str | None) -> Decimal:
        """A column of cohorts_monthly; `customers` stands in month 0."""
        return self._cohort_months.get((channel, name), {}).get(of, ZERO)

    def mrr_movements(self, opening: date, closing: date) -> MrrMovements:
        """How recurring revenue came from the end of one day to the end of another."""
        days = (opening, closing)
        if days not in self._movements:
            self._movements[days] = self._reader.mrr_movements(opening, closing)
        return self._movements[days]

    @cached_property
    def _cohort_months(self) -> Mapping[Key, Mapping[CohortMonth, Decimal]]:
        return self._reader.cohort_months(self._span)

    @cached_property
    def _opex(self) -> _Totals:
        return _Totals(lambda split: self._reader.opex(self._span, split=split))

    @cached_property
    def _daily(self) -> _Totals:
        return _Totals(lambda split: self._reader.daily(self._span, split=split))

    @cached_property
    def _balances(self) -> tuple[tuple[date, Decimal], ...]:
        return self._reader.balances(self._span.end)

    @cached_property
    def _retention(self) -> _Totals:
        return _Totals(lambda split: self._reader.retention(self._span, split=split))

    @cached_property
    def _acquisitions(self) -> _Totals:
        return _Totals(lambda split: self._reader.acquisitions(self._span.end, split=split))

    @cached_property
    def _cohorts(self) -> _Totals:
        return _Totals(lambda split: self._reader.cohorts(self._days_of_buckets(split=split), split=split))

    def _days_of_buckets(self, *, split: bool) -> Iterator[BucketDays]:
        channels = self.channels if split else (None,)
        for bucket in range(LTV_BUCKETS):
            lived = timedelta(days=BUCKET_DAYS * bucket)
            firsts = [self.latest_acquisition(self._span.start - lived, channel) for channel in channels]
            lasts = [self.latest_acquisition(self._span.end - lived, channel) for channel in channels]
            last = max((day for day in lasts if day), default=None)
            if last is not None:
                first = min(day or self._span.start - lived for day in firsts)
                yield BucketDays(bucket, first - timedelta(days=ACQUIRED_OVER_DAYS - 1), last)


def totals_by_key(rows: Iterable[tuple[str | None, str, date, Decimal | int]]) -> Mapping[Key, RunningTotals]:
    """Rows of (channel, name, day, value), in the order of days, as running totals."""
    found: defaultdict[Key, RunningTotals] = defaultdict(RunningTotals)
    for channel, name, day, value in rows:
        found[channel, name].add(day, value)
    return found

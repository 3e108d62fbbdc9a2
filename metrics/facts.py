"""The pre-aggregated rows that one answer needs, read once from one snapshot and summed exactly over any days."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from operator import itemgetter

from metrics.answer import Grain
from metrics.reader import (
    ACQUIRED_OVER_DAYS,
    BUCKET_DAYS,
    LTV_BUCKETS,
    ZERO,
    BucketDays,
    CohortMonth,
    Key,
    MrrMovements,
    Reader,
    RunningTotals,
    Span,
    Window,
)

_NOTHING = RunningTotals()


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

    def month_activity(self, name: str, month: date, channel: str | None) -> Decimal:
        """What the customers of a first-order channel did in a calendar month, whenever they came."""
        return self._month_activity.of(channel, name).between(month, month)

    def mrr_movements(self, opening: date, closing: date) -> MrrMovements:
        """How recurring revenue came from the end of one day to the end of another."""
        days = (opening, closing)
        if days not in self._movements:
            self._movements[days] = self._reader.mrr_movements(opening, closing)
        return self._movements[days]

    @cached_property
    def _month_activity(self) -> _Totals:
        return _Totals(lambda split: self._reader.month_activity(self._span, split=split))

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

"""The pre-aggregated rows that one answer needs, read once from one snapshot and summed exactly over any days.

Money is exact decimals throughout; no value here ever passes through a float.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate, groupby
from operator import itemgetter

ZERO = Decimal(0)


@dataclass(frozen=True)
class Window:
    """An inclusive run of local days, for one marketing channel or (None) for all of them together."""

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

    def __init__(self, values: Iterable[tuple[date, Decimal | int]] = ()) -> None:
        by_day = [
            (day, sum((Decimal(value) for _, value in group), ZERO))
            for day, group in groupby(sorted(values, key=itemgetter(0)), key=itemgetter(0))
        ]
        self.days = [day for day, _ in by_day]
        self._totals = [ZERO, *accumulate(value for _, value in by_day)]

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
class Facts:
    """Sums by (channel or None for all, name) over days; each table under the day that it is keyed by.

    `daily`: the measures of metrics_daily by local day. `retention`: the counts of retention_daily by the day of the
    first order. `cohorts`: customers ("customers 3") and gross profit ("gross_profit 3") of each age bucket, by the day
    of the first order.
    """

    sources: Mapping[str, SourceState]
    channels: tuple[str, ...]
    daily: Mapping[Key, RunningTotals]
    retention: Mapping[Key, RunningTotals]
    cohorts: Mapping[Key, RunningTotals] = field(default_factory=dict)

    def measure(self, name: str, window: Window) -> Decimal:
        """A measure's sum over the window."""
        return self.daily.get((window.channel, name), _NOTHING).between(window.start, window.end)

    def returned(self, name: str, window: Window) -> Decimal:
        """A count of retention_daily over the customers whose first order lies in the window."""
        return self.retention.get((window.channel, name), _NOTHING).between(window.start, window.end)

    def latest_acquisition(self, on_or_before: date, channel: str | None) -> date | None:
        """The last local day, not later, with a first order."""
        return self.retention.get((channel, "customers"), _NOTHING).latest_day(on_or_before)

    def cohort(self, name: str, bucket: int, window: Window) -> Decimal:
        """`customers` or `gross_profit` of an age bucket, of the customers whose first order lies in the window."""
        return self.cohorts.get((window.channel, f"{name} {bucket}"), _NOTHING).between(window.start, window.end)


def totals_by_key(rows: Iterable[tuple[str, str, date, Decimal | int]]) -> dict[Key, RunningTotals]:
    """Rows of (channel, name, day, value) as running totals for each channel, and for all together under None."""
    collected: dict[Key, list[tuple[date, Decimal | int]]] = {}
    for channel, name, day, value in rows:
        collected.setdefault((channel, name), []).append((day, value))
        collected.setdefault((None, name), []).append((day, value))
    return {key: RunningTotals(values) for key, values in collected.items()}

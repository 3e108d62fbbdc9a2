"""How a backfill's days are cut into slices, and how long those that are left will take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.terms import Days


@dataclass(frozen=True)
class Slice:
    """Days that are computed in one transaction. `seconds` is None for as long as they must be."""

    days: Days
    source_rows: int
    seconds: float | None

    @property
    def is_due(self) -> bool:
        return self.seconds is None


def cut_into_slices(days: Days) -> list[Days]:
    """The calendar months of these days, the outermost widened to whole weeks."""
    whole = days.in_whole_buckets()
    firsts = _months_after(days.start, days.end)
    ends = [first - timedelta(days=1) for first in firsts]
    return [Days(start, end) for start, end in zip([whole.start, *firsts], [*ends, whole.end], strict=True)]


def estimate_left(slices: Sequence[Slice]) -> timedelta | None:
    """How long the slices that are due will take at the pace of the others; None before the first of these.

    A slice's weight is the number of its source rows, and as much again as the average slice has: what a slice costs
    whatever is in it.
    """
    share = max(sum(each.source_rows for each in slices) / len(slices), 1)
    done = sum(each.source_rows + share for each in slices if not each.is_due)
    due = sum(each.source_rows + share for each in slices if each.is_due)
    if not done:
        return None
    return timedelta(seconds=sum(each.seconds or 0 for each in slices) * due / done)


def _months_after(start: date, end: date) -> list[date]:
    months = range(12 * start.year + start.month, 12 * end.year + end.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]

"""The points of a series: one a day up to 92 days, one a week up to 366, one a month beyond."""

from collections.abc import Iterator
from datetime import date, timedelta

from metrics.answer import Grain, Period
from metrics.facts import Window
from metrics.periods import CalendarUnit, unit_bounds

_UNITS = {Grain.WEEK: CalendarUnit.WEEK, Grain.MONTH: CalendarUnit.MONTH}


def grain_of(period: Period) -> Grain:
    """How far apart the points of a period lie."""
    if period.days <= 92:
        return Grain.DAY
    return Grain.WEEK if period.days <= 366 else Grain.MONTH


def buckets(period: Period, grain: Grain) -> Iterator[tuple[date, date]]:
    """The period cut along the calendar into inclusive runs of days; the first and last may be cut short."""
    start = period.start
    while start <= period.end:
        end = min(_end_of_bucket(start, grain), period.end)
        yield start, end
        start = end + timedelta(days=1)


def point_window(bucket: tuple[date, date], trailing_days: int | None, channel: str | None) -> Window:
    """The days that a point speaks of: its bucket, or the trailing window that ends with it."""
    start, end = bucket
    if trailing_days is not None:
        start = end - timedelta(days=trailing_days - 1)
    return Window(start, end, channel)


def _end_of_bucket(day: date, grain: Grain) -> date:
    return day if grain is Grain.DAY else unit_bounds(_UNITS[grain], day)[1]

"""The points of a series: one a day up to 92 days, one a week up to 366, one a month beyond."""

from collections.abc import Iterator
from datetime import date, timedelta

from metrics.answer import Grain, Period
from metrics.periods import CalendarUnit, unit_bounds
from metrics.reader import Window

Bucket = tuple[date, date]
# More points than a picture of 1200 pixels can tell apart help nobody.
MOST_POINTS = 400
_UNITS = {Grain.WEEK: CalendarUnit.WEEK, Grain.MONTH: CalendarUnit.MONTH}
_LONGEST = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 28}
_DAY = timedelta(days=1)


def grain_of(period: Period, asked: Grain | None = None) -> Grain:
    """How far apart the points of a period lie: as asked, unless those were too many."""
    if asked is not None and period.days <= MOST_POINTS * _LONGEST[asked]:
        return asked
    if period.days <= 92:
        return Grain.DAY
    return Grain.WEEK if period.days <= 366 else Grain.MONTH


def buckets(period: Period, grain: Grain) -> Iterator[Bucket]:
    """The period cut along the calendar into inclusive runs of days; the first and last may be cut short."""
    start = period.start
    while start <= period.end:
        end = min(bucket_of(start, grain)[1], period.end)
        yield start, end
        start = end + _DAY


def whole_buckets(period: Period, grain: Grain) -> Iterator[Bucket]:
    """The whole days, weeks or months that end in the period, in full also where the first begins before it."""
    start, end = bucket_of(period.start, grain)
    while end <= period.end:
        yield start, end
        start, end = bucket_of(end + _DAY, grain)


def last_bucket(day: date, grain: Grain) -> Bucket:
    """The last whole day, week or month that has ended by a day."""
    start, end = bucket_of(day, grain)
    return (start, end) if end <= day else bucket_of(start - _DAY, grain)


def bucket_of(day: date, grain: Grain) -> Bucket:
    """The first and last day of the day, week or month that a day lies in."""
    return (day, day) if grain is Grain.DAY else unit_bounds(_UNITS[grain], day)


def point_window(bucket: Bucket, trailing_days: int | None, channel: str | None) -> Window:
    """The days that a point speaks of: its bucket, or the trailing window that ends with it."""
    start, end = bucket
    if trailing_days is not None:
        start = end - timedelta(days=trailing_days - 1)
    return Window(start, end, channel)

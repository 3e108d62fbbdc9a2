"""Months by their first days."""

from collections.abc import Iterator
from datetime import date

from metrics.periods import CalendarUnit, unit_bounds


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """The last day of the month that begins on a day."""
    return unit_bounds(CalendarUnit.MONTH, month)[1]


def months_between(first: date, last: date) -> Iterator[date]:
    """Each month that has a day from the first to the last."""
    month = month_of(first)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_of_year(year: int) -> tuple[date, ...]:
    """January to December."""
    return tuple(date(year, number, 1) for number in range(1, 13))

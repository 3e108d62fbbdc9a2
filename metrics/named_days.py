"""Periods by the names of days: "friday", "since friday", "11 nov", "20 oct..3 nov". The latest that has come."""

from calendar import month_abbr, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.periods import Between, Resolved

_DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class OnWeekday:
    """The latest day of this name before today; with `since`, the days from it on. Monday is 0."""

    weekday: int
    since: bool = False

    @property
    def words(self) -> str:
        return f"since {WEEKDAYS[self.weekday]}" if self.since else WEEKDAYS[self.weekday]

    def resolve(self, closed: date, today: date) -> Resolved:
        day = today - _DAY
        while day.weekday() != self.weekday:
            day -= _DAY
        return Between(day, None if self.since else day).resolve(closed, today)


@dataclass(frozen=True)
class OnDates:
    """A day of the year without its year, the latest that has come: "11 nov"; with `last` the days up to another one,
    with `since` up to now. Each is a month and a day of it.
    """

    first: tuple[int, int]
    last: tuple[int, int] | None = None
    since: bool = False

    @property
    def words(self) -> str:
        first = _named(self.first)
        if self.since:
            return f"since {first}"
        return f"{first}..{_named(self.last)}" if self.last else first

    def resolve(self, closed: date, today: date) -> Resolved:
        if self.since:
            return Between(_latest(self.first, today)).resolve(closed, today)
        end = _latest(self.last or self.first, today)
        return Between(_latest(self.first, end), end).resolve(closed, today)


def _latest(named: tuple[int, int], until: date) -> date:
    """The latest day of this name that is not later; of Feb 29 the last one that there was."""
    month, day = named
    years = range(until.year, until.year - 9, -1)
    days = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    return next(each for each in days if each <= until)


def _named(named: tuple[int, int]) -> str:
    return f"{named[1]} {month_abbr[named[0]].lower()}"

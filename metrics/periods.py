"""Periods: what people type for a run of days, and which local days that is as of a closed day.

All arithmetic is on calendar dates of the company's zone; no time of day and no change of clocks comes into it.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from metrics.answer import Period
from metrics.answer.wording import period_text

_DAY = timedelta(days=1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class CalendarUnit(StrEnum):
    """A stretch of the calendar; weeks run Monday to Sunday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Resolved:
    """A period and the one before it. `is_relative`: it moves with the closed day. `is_open`: its day has not ended."""

    period: Period
    previous: Period | None
    is_relative: bool = False
    is_open: bool = False


class PeriodSpec(Protocol):
    """What was asked for, before it is known which days that is."""

    @property
    def words(self) -> str:
        """The shortest words that mean it: what a button carries, and what can be typed."""

    def resolve(self, closed: date, today: date) -> Resolved:
        """The days, where `closed` is the last closed day and `today` the open one."""


@dataclass(frozen=True)
class Trailing:
    """So many days ending on the closed day."""

    days: int

    @property
    def words(self) -> str:
        return f"{self.days}d"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # closed days do not depend on today
        start = closed - timedelta(days=self.days - 1)
        label = "last day" if self.days == 1 else f"last {self.days} days"
        return Resolved(Period(start, closed, label), _days_before(start, self.days), is_relative=True)


DEFAULT_PERIOD = Trailing(30)


@dataclass(frozen=True)
class Today:
    """The open day, so far. It is compared with nothing: no other day has had the same hours."""

    @property
    def words(self) -> str:
        return "today"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # the open day does not depend on it
        return Resolved(Period(today, today, "today so far"), None, is_open=True)


@dataclass(frozen=True)
class Yesterday:
    """The day before today, closed or not."""

    @property
    def words(self) -> str:
        return "yesterday"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # yesterday does not depend on it
        day = today - _DAY
        return Resolved(Period(day, day, "yesterday"), _days_before(day, 1))


@dataclass(frozen=True)
class InUnit:
    """The calendar unit that holds a day: "2026-10", "q3 2026", "2026"."""

    unit: CalendarUnit
    day: date

    @property
    def words(self) -> str:
        start, end = unit_bounds(self.unit, self.day)
        match self.unit:
            case CalendarUnit.WEEK:
                return f"{start}..{end}"
            case CalendarUnit.MONTH:
                return f"{start:%Y-%m}"
            case CalendarUnit.QUARTER:
                return f"q{(start.month + 2) // 3} {start.year}"
            case CalendarUnit.YEAR:
                return f"{start.year}"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # it names its own days
        start, end = unit_bounds(self.unit, self.day)
        label = unit_label(self.unit, start)
        if start <= closed < end:
            return replace(_to_date(self.unit, closed, f"{label} so far"), is_relative=False)
        before = unit_bounds(self.unit, start - _DAY)
        return Resolved(Period(start, end, label), _period(*before))


@dataclass(frozen=True)
class InMonth:
    """The latest month of this name that has begun: "oct"."""

    month: int

    @property
    def words(self) -> str:
        return _MONTHS[self.month - 1]

    def resolve(self, closed: date, today: date) -> Resolved:
        year = closed.year if self.month <= closed.month else closed.year - 1
        return InUnit(CalendarUnit.MONTH, date(year, self.month, 1)).resolve(closed, today)


@dataclass(frozen=True)
class InQuarter:
    """The latest quarter of this number that has begun: "q3"."""

    number: int

    @property
    def words(self) -> str:
        return f"q{self.number}"

    def resolve(self, closed: date, today: date) -> Resolved:
        start = date(closed.year, self.number * 3 - 2, 1)
        if start > closed:
            start = start.replace(year=closed.year - 1)
        return InUnit(CalendarUnit.QUARTER, start).resolve(closed, today)


@dataclass(frozen=True)
class Last:
    """The calendar unit before the one that the day after the closed day lies in: "last month"."""

    unit: CalendarUnit

    @property
    def words(self) -> str:
        return f"last {self.unit}"

    def resolve(self, closed: date, today: date) -> Resolved:
        this_start, _ = unit_bounds(self.unit, closed + _DAY)
        resolved = InUnit(self.unit, this_start - _DAY).resolve(closed, today)
        label = f"last {self.unit} ({resolved.period.label})"
        return Resolved(Period(resolved.period.start, resolved.period.end, label), resolved.previous)


@dataclass(frozen=True)
class ToDate:
    """The calendar unit of the closed day, up to it: "mtd"."""

    unit: CalendarUnit

    @property
    def words(self) -> str:
        return f"{self.unit[0]}td"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # it runs to the closed day
        return _to_date(self.unit, closed, f"{self.unit} to date")


@dataclass(frozen=True)
class Between:
    """Two named days; without an end, up to the closed day."""

    start: date
    end: date | None = None

    @property
    def words(self) -> str:
        return f"{self.start}..{self.end}" if self.end else f"since {self.start}"

    def resolve(self, closed: date, today: date) -> Resolved:  # noqa: ARG002  # it names its own days
        end = self.end or max(closed, self.start)
        days = (end - self.start).days + 1
        return Resolved(_period(self.start, end), _days_before(self.start, days))


def year_before(period: Period) -> Period:
    """The same calendar days a year before; Feb 29 falls on Feb 28."""
    return _period(_same_day_a_year_before(period.start), _same_day_a_year_before(period.end))


def _same_day_a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def unit_bounds(unit: CalendarUnit, day: date) -> tuple[date, date]:
    """The first and last day of the calendar unit that holds a day."""
    if unit is CalendarUnit.WEEK:
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    months = {CalendarUnit.MONTH: 1, CalendarUnit.QUARTER: 3, CalendarUnit.YEAR: 12}[unit]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def unit_label(unit: CalendarUnit, start: date) -> str:
    """The name of the calendar unit that starts on a day: "October 2026", "Q3 2026", "week of Nov 16, 2026"."""
    match unit:
        case CalendarUnit.WEEK:
            return f"week of {period_text(_period(start, start))}"
        case CalendarUnit.MONTH:
            return f"{start:%B} {start.year}"
        case CalendarUnit.QUARTER:
            return f"Q{(start.month + 2) // 3} {start.year}"
        case CalendarUnit.YEAR:
            return f"{start.year}"


def _to_date(unit: CalendarUnit, closed: date, label: str) -> Resolved:
    start, _ = unit_bounds(unit, closed)
    before_start, before_end = unit_bounds(unit, start - _DAY)
    previous = _period(before_start, min(before_start + (closed - start), before_end))
    return Resolved(Period(start, closed, label), previous, is_relative=True)


def _days_before(start: date, days: int) -> Period:
    return _period(start - timedelta(days=days), start - _DAY)


def _period(start: date, end: date) -> Period:
    return Period(start, end, period_text(Period(start, end, "")))

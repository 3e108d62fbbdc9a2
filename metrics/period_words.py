"""Reads a period as people type it. Pure: the same words mean the same everywhere, and nothing is looked up."""

import re
from calendar import month_abbr, month_name
from collections.abc import Callable
from datetime import date

from metrics.periods import (
    Between,
    CalendarUnit,
    InMonth,
    InUnit,
    Last,
    PeriodSpec,
    ToDate,
    Today,
    Trailing,
    Yesterday,
)

EXAMPLES = ("7d", "30d", "90d", "365d", "yesterday", "mtd", "last month", "2026-10", "q3 2026", "since 2026-09-01")

# Longer histories than this are a slip of the finger, and would be read whole.
LONGEST_DAYS = 36_600

# A slip such as 0206-10-01 must not be read as a day.
_YEAR = r"((?:19|20|21)\d\d)"
_DATE = r"((?:19|20|21)\d\d-\d\d-\d\d)"
_UNITS_IN_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7}
_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {
    "sept": 9
}
_LAST: dict[str, PeriodSpec] = {f"{word} {unit}": Last(unit) for unit in CalendarUnit for word in ("last", "previous")}
_FIXED: dict[str, PeriodSpec] = {
    **_LAST,
    "today": Today(),
    "yesterday": Yesterday(),
    "this week": ToDate(CalendarUnit.WEEK),
    "this month": ToDate(CalendarUnit.MONTH),
    "this quarter": ToDate(CalendarUnit.QUARTER),
    "this year": ToDate(CalendarUnit.YEAR),
    "wtd": ToDate(CalendarUnit.WEEK),
    "mtd": ToDate(CalendarUnit.MONTH),
    "qtd": ToDate(CalendarUnit.QUARTER),
    "ytd": ToDate(CalendarUnit.YEAR),
}


def read_period(words: str) -> PeriodSpec | None:
    """The period that these words name, or None where they name none (an impossible date among them)."""
    text = " ".join(words.lower().split())
    if text in _FIXED:
        return _FIXED[text]
    for pattern, build in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return build(match)
            except ValueError:
                return None
    return None


def _trailing(match: re.Match[str]) -> PeriodSpec | None:
    days = int(match[1]) * _UNITS_IN_DAYS[match[2]]
    return Trailing(days) if 0 < days <= LONGEST_DAYS else None


def _month(match: re.Match[str]) -> PeriodSpec:
    return InUnit(CalendarUnit.MONTH, date(int(match[1]), int(match[2]), 1))


def _named_month(match: re.Match[str]) -> PeriodSpec | None:
    month = _MONTHS.get(match[1])
    if month is None:
        return None
    return InUnit(CalendarUnit.MONTH, date(int(match[2]), month, 1)) if match[2] else InMonth(month)


def _quarter(number: str, year: str) -> PeriodSpec:
    return InUnit(CalendarUnit.QUARTER, date(int(year), int(number) * 3 - 2, 1))


def _between(match: re.Match[str]) -> PeriodSpec | None:
    start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    return Between(start, end) if start <= end and (end - start).days < LONGEST_DAYS else None


def _one_day(match: re.Match[str]) -> PeriodSpec:
    day = date.fromisoformat(match[1])
    return Between(day, day)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], PeriodSpec | None]], ...] = (
    (re.compile(r"(?:last |past )?(\d{1,5}) ?(d|days?|w|weeks?)", re.ASCII), _trailing),
    (re.compile(rf"{_YEAR}-(\d\d)", re.ASCII), _month),
    (re.compile(rf"([a-z]{{3,9}})\.?(?: {_YEAR})?", re.ASCII), _named_month),
    (re.compile(rf"q([1-4]) ?{_YEAR}", re.ASCII), lambda match: _quarter(match[1], match[2])),
    (re.compile(rf"{_YEAR}[- ]?q([1-4])", re.ASCII), lambda match: _quarter(match[2], match[1])),
    (
        re.compile(_YEAR, re.ASCII),
        lambda match: InUnit(CalendarUnit.YEAR, date(int(match[1]), 1, 1)),
    ),
    (re.compile(rf"{_DATE} ?(?:\.\.|to|–) ?{_DATE}", re.ASCII), _between),
    (re.compile(rf"since {_DATE}", re.ASCII), lambda match: Between(date.fromisoformat(match[1]))),
    (re.compile(_DATE, re.ASCII), _one_day),
)

"""Reads a period as people type it. Pure: the same words mean the same everywhere, and nothing is looked up."""

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Callable, Iterator
from datetime import date

from metrics.named_days import WEEKDAYS, OnDates, OnWeekday
from metrics.periods import (
    Between,
    CalendarUnit,
    InMonth,
    InQuarter,
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
_UNITS_IN_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7}
_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {
    "sept": 9
}
_FIXED: dict[str, PeriodSpec] = {
    "today": Today(),
    "yesterday": Yesterday(),
    **{f"{word} {unit}": Last(unit) for word in ("last", "previous", "prev", "prior") for unit in CalendarUnit},
    **{f"{word} {unit}": ToDate(unit) for word in ("this", "current") for unit in CalendarUnit},
    **{f"{unit} to date": ToDate(unit) for unit in CalendarUnit},
    **{f"{unit[0]}td": ToDate(unit) for unit in CalendarUnit},
    **{name: InMonth(month) for name, month in _MONTHS.items()},
    **{name: OnWeekday(day) for day, name in enumerate(WEEKDAYS)},
    **{f"last {name}": OnWeekday(day) for day, name in enumerate(WEEKDAYS)},
    **{f"since {name}": OnWeekday(day, since=True) for day, name in enumerate(WEEKDAYS)},
    **{f"since last {name}": OnWeekday(day, since=True) for day, name in enumerate(WEEKDAYS)},
    "past day": Trailing(1),
    "past week": Trailing(7),
    "past month": Trailing(30),
    "past quarter": Trailing(90),
    "past year": Trailing(365),
}
_DAYS_OF = {"m": 30, "q": 90, "y": 365}
_COUNTED = re.compile(r"\b(\d{1,2}) ?(m|mos?|months?|q|quarters?|y|yrs?|years?)\b", re.ASCII)
_FISCAL = re.compile(r"\b(?:fy|fiscal)", re.ASCII)
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}", re.ASCII)
# What a misspelled period is held against; years and numbers of days are endless, so these are the usual ones.
PHRASES = (*EXAMPLES[:4], *_FIXED, "q1", "q2", "q3", "q4")


def read_period(words: str) -> PeriodSpec | None:
    """The period that these words name, or None where they name none (an impossible date among them)."""
    text = " ".join(words.lower().split())
    if text in _FIXED:
        return _FIXED[text]
    if _DIGIT.search(text) is None:
        return None
    for pattern, build in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return build(match)
            except ValueError:
                return None
    return None


def loose_periods(words: str) -> tuple[str, ...]:
    """What words may mean that leave the days open, such as "3 months" or "fy": to be asked, not taken."""
    counted = [f"{int(count) * _DAYS_OF[unit[0]]}d" for count, unit in _COUNTED.findall(words.lower())]
    fiscal = ["ytd", "last year"] if _FISCAL.search(words.lower()) else []
    return (*counted, *fiscal)


def phrases_of_years(words: str) -> tuple[str, ...]:
    """The months and quarters of each year that the words name, the latest first, to hold a slip against."""
    years = list(dict.fromkeys(_ANY_YEAR.findall(words)))[:2]
    return tuple(phrase for year in years for phrase in _phrases_of(year))


def _phrases_of(year: str) -> Iterator[str]:
    yield from (f"{year}-{month:02}" for month in range(12, 0, -1))
    yield from (f"q{number} {year}" for number in range(4, 0, -1))
    yield year


def _trailing(match: re.Match[str]) -> PeriodSpec | None:
    days = int(match[1]) * _UNITS_IN_DAYS[match[2]]
    return Trailing(days) if 0 < days <= LONGEST_DAYS else None


def _month(match: re.Match[str]) -> PeriodSpec:
    return InUnit(CalendarUnit.MONTH, date(int(match[1]), int(match[2]), 1))


def _named_month(month: str, year: str) -> PeriodSpec | None:
    number = _MONTHS.get(month)
    return InUnit(CalendarUnit.MONTH, date(_year(year), number, 1)) if number else None


def _quarter(number: str, year: str) -> PeriodSpec:
    return InUnit(CalendarUnit.QUARTER, date(_year(year), int(number) * 3 - 2, 1))


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _between(match: re.Match[str]) -> PeriodSpec | None:
    start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    return Between(start, end) if start <= end and (end - start).days < LONGEST_DAYS else None


def _one_day(match: re.Match[str]) -> PeriodSpec:
    day = date.fromisoformat(match[1])
    return Between(day, day)


def _on_dates(match: re.Match[str]) -> PeriodSpec | None:
    named = match.groupdict()
    first, last = (_named_day(named.get(f"month{at}"), named.get(f"day{at}")) for at in (1, 2))
    if first is None or (named.get("month2") and last is None):
        return None
    return OnDates(first, last, since=bool(named.get("since")))


def _named_day(month: str | None, day: str | None) -> tuple[int, int] | None:
    number = _MONTHS.get(month or "")
    # A leap year, so that Feb 29 is a day.
    return (number, int(day)) if number and day and 1 <= int(day) <= monthrange(2024, number)[1] else None


def _month_first(at: int) -> str:
    return rf"(?P<month{at}>[a-z]{{3,9}})\.? (?P<day{at}>\d{{1,2}})(?:st|nd|rd|th)?"


def _day_first(at: int) -> str:
    return rf"(?P<day{at}>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month{at}>[a-z]{{3,9}})\.?"


_UNTIL = r" ?(?:\.\.|to|and|until|–|-) ?"
_Build = Callable[[re.Match[str]], PeriodSpec | None]
_DIGIT = re.compile(r"\d", re.ASCII)
# Each has a number in it.
_DECLARED: tuple[tuple[str, _Build], ...] = (
    (r"(?:last |past |trailing |rolling )?(\d{1,5})[ -]?(d|days?|w|wks?|weeks?)", _trailing),
    (rf"{_YEAR}-(\d\d)", _month),
    (rf"([a-z]{{3,9}})\.? {_YEAR}", lambda match: _named_month(match[1], match[2])),
    (r"([a-z]{3,9})\.? ?'(\d\d)", lambda match: _named_month(match[1], match[2])),
    (rf"{_YEAR} ([a-z]{{3,9}})", lambda match: _named_month(match[2], match[1])),
    (r"q([1-4])", lambda match: InQuarter(int(match[1]))),
    (rf"q([1-4])[ /-]?{_YEAR}", lambda match: _quarter(match[1], match[2])),
    (r"q([1-4]) ?'(\d\d)", lambda match: _quarter(match[1], match[2])),
    (rf"{_YEAR}[- ]?q([1-4])", lambda match: _quarter(match[2], match[1])),
    (_YEAR, lambda match: InUnit(CalendarUnit.YEAR, date(int(match[1]), 1, 1))),
    (rf"(?:from |between )?{_DATE} ?(?:\.\.|to|and|until|–|-) ?{_DATE}", _between),
    (rf"since {_DATE}", lambda match: Between(date.fromisoformat(match[1]))),
    (rf"since {_YEAR}-(\d\d)", lambda match: Between(date(int(match[1]), int(match[2]), 1))),
    (_DATE, _one_day),
    # "oct 25" may be a month of 2025 just as well; "oct 25th" and "since oct 25" may not.
    (r"(?P<month1>[a-z]{3,9})\.? (?P<day1>1?\d)", _on_dates),
    (r"(?P<month1>[a-z]{3,9})\.? (?P<day1>\d{1,2})(?:st|nd|rd|th)", _on_dates),
    (rf"(?P<since>since )?{_day_first(1)}", _on_dates),
    (rf"(?P<since>since ){_month_first(1)}", _on_dates),
    (rf"(?:from |between )?{_month_first(1)}{_UNTIL}{_month_first(2)}", _on_dates),
    (rf"(?:from |between )?{_day_first(1)}{_UNTIL}{_day_first(2)}", _on_dates),
)
_PATTERNS = tuple((re.compile(pattern, re.ASCII), build) for pattern, build in _DECLARED)

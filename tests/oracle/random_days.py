"""Days and moments where calendars break: clock changes, leap days, the edges of days, months and of the history."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

# The first five months from which 500 days meet the leap day of 2024 and three clock changes or more.
EARLIEST_START = date(2023, 9, 1)
STARTS = 150
LAST_START = date(2024, 12, 31)


def company_days(rng: Random, count: int, zone: ZoneInfo, first_day: date | None) -> tuple[date, ...]:
    """So many days in a row; a short history without a first day is laid around a special day."""
    start = first_day or EARLIEST_START + timedelta(days=rng.randrange(STARTS))
    if first_day is None and count < STARTS:
        span = _run(EARLIEST_START, (LAST_START - EARLIEST_START).days)
        start = rng.choice(special_days(span, zone)) - timedelta(days=rng.randrange(count))
    return _run(start, count)


def _run(start: date, count: int) -> tuple[date, ...]:
    return tuple(start + timedelta(days=n) for n in range(count))


def special_days(days: tuple[date, ...], zone: ZoneInfo) -> tuple[date, ...]:
    """The days that a wrong calendar gets wrong, with the first and last; a clock change counts often."""
    changes = [day for day in days if hours_of(day, zone) != timedelta(hours=24)]
    edges = [day for day in days if day.day == 1 or (day + timedelta(days=1)).day == 1]
    leap = [day for day in days if (day.month, day.day) == (2, 29)]
    return (*changes * 5, *leap * 5, *edges, days[0], days[-1])


def hours_of(day: date, zone: ZoneInfo) -> timedelta:
    """How long the local day lasts."""
    start, end = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return end - start


def moment_on(rng: Random, day: date, zone: ZoneInfo) -> datetime:
    """A moment of the local day, often its very first, its very last, or in the hour of a clock change."""
    wall = rng.choice((*_EDGES, *[_any_time(rng)] * len(_EDGES)))
    moment = datetime.combine(day, wall, zone).replace(fold=rng.randrange(2)).astimezone(UTC)
    # Where midnight itself is skipped, a wall clock before the jump can fall on the day before.
    return moment if moment.astimezone(zone).date() == day else datetime.combine(day, time(12), zone).astimezone(UTC)


_EDGES = (time(0), time(0, 0, 0, 1), time(23, 59, 59, 999999), time(1, 30), time(2, 30), time(3))


def _any_time(rng: Random) -> time:
    return time(rng.randrange(24), rng.randrange(60), rng.randrange(60), rng.randrange(1_000_000))

"""The moments at which a schedule is due, in its zone. Pure: the clock comes in as an argument.

One for each local date that it falls on: a time that comes twice counts once, one that is skipped counts after the gap.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.subscriptions.schedule import Schedule
from etl.schedule.owed import has_date, moment_of, owed_dates

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """One time that a schedule is due: its local date, and the moment in UTC."""

    local_date: date
    at: datetime


def dues_between(schedule: Schedule, zone: ZoneInfo, after: datetime, upto: datetime) -> tuple[Due, ...]:
    """Those after the one moment, up to the other, the oldest first; of more than a month, those of the last one."""
    # A time that is skipped at midnight counts on the next date.
    known = after.astimezone(zone).date() - _DAY
    days = (day for day in owed_dates(upto, zone, at=schedule.at, known=known) if schedule.falls_on(day))
    dues = (Due(day, moment_of(day, schedule.at, zone)) for day in days)
    return tuple(due for due in dues if after < due.at <= upto)


def last_due(schedule: Schedule, zone: ZoneInfo, now: datetime, since: datetime) -> Due | None:
    """The newest one after `since`; None where it was not due since then."""
    return next(reversed(dues_between(schedule, zone, since, now)), None)


def next_due(schedule: Schedule, zone: ZoneInfo, now: datetime) -> Due:
    """The first one after now."""
    first = now.astimezone(zone).date() - _DAY
    days = (first + number * _DAY for number in count())
    dues = (
        Due(day, moment_of(day, schedule.at, zone)) for day in days if schedule.falls_on(day) and has_date(zone, day)
    )
    return next(due for due in dues if due.at > now)

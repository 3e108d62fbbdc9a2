"""Which local business dates a daily job owes. Pure: the clock and what was done come in as arguments."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAILY_AT = time(1, 10)
# Of a longer downtime only the newest dates are made up for.
MOST_DATES = 31
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def owed_dates(
    now: datetime, zone: ZoneInfo, *, at: time = DAILY_AT, done: date | None = None, known: date | None = None
) -> tuple[date, ...]:
    """The dates owed at `now`, oldest first: those after the last one `done`, whose moment has passed.

    Where none was done they begin with the first `known` one (that was ever tried); where none is known, only the
    newest is owed. A date that the zone never had is not.
    """
    newest = _newest(now, zone, at)
    first = done + _DAY if done else known or newest
    first = max(first, newest - (MOST_DATES - 1) * _DAY)
    dates = (first + number * _DAY for number in range((newest - first).days + 1))
    return tuple(day for day in dates if has_date(zone, day))


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When it is that time on that local date, in UTC.

    The first of the two, where the clock goes back over it; where it is skipped, the moment after the gap.
    """
    local = datetime.combine(day, at, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local)


def has_date(zone: ZoneInfo, day: date) -> bool:
    """Whether the zone ever had that date."""
    # Samoa went from 29 to 31 December 2011.
    return moment_of(day, time.min, zone).astimezone(zone).date() == day


def _newest(now: datetime, zone: ZoneInfo, at: time) -> date:
    day = now.astimezone(zone).date()
    while moment_of(day, at, zone) > now or not has_date(zone, day):
        day -= _DAY
    return day


def _end_of_gap(skipped: datetime) -> datetime:
    # Read by the clock after the change a skipped time comes before the change; by the clock before it, after.
    before, after = (skipped.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    offset_before = before.astimezone(skipped.tzinfo).utcoffset()
    while after - before > _SECOND:
        middle = before + ((after - before) // _SECOND // 2) * _SECOND
        if middle.astimezone(skipped.tzinfo).utcoffset() == offset_before:
            before = middle
        else:
            after = middle
    return after

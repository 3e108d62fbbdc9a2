"""A subscription is due once for each date that it falls on, whatever the clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.subscriptions.due import Due, dues_between, last_due, next_due
from bot.subscriptions.schedule import LAST, Every, Schedule

TORONTO, LORD_HOWE = ZoneInfo("America/Toronto"), ZoneInfo("Australia/Lord_Howe")
KATHMANDU, APIA = ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")
MINUTE = timedelta(minutes=1)
# Both changes of the year: Toronto at 02:00 on Sundays, Lord Howe by half an hour, Kathmandu never.
CHANGES = [
    (TORONTO, date(2026, 11, 1)),
    (TORONTO, date(2027, 3, 14)),
    (LORD_HOWE, date(2026, 4, 5)),
    (LORD_HOWE, date(2026, 10, 4)),
    (KATHMANDU, date(2026, 11, 1)),
]


def minutes(zone: ZoneInfo, around: date) -> Iterator[datetime]:
    """Each minute from an hour before the day to ten o'clock on the next."""
    midnights = (datetime.combine(around + timedelta(days=by), time(), zone).astimezone(UTC) for by in (0, 1))
    start, end = next(midnights) - timedelta(hours=1), next(midnights) + timedelta(hours=10)
    return (start + number * MINUTE for number in range((end - start) // MINUTE))


def seen(schedule: Schedule, zone: ZoneInfo, around: date) -> list[Due]:
    """What somebody who looks each minute finds due, each as often as it is new."""
    found: list[Due] = []
    since = next(minutes(zone, around)) - MINUTE
    for now in minutes(zone, around):
        due = last_due(schedule, zone, now, since)
        if due and (not found or found[-1] != due):
            assert now - MINUTE < due.at <= now
            found.append(due)
    return found


@pytest.mark.parametrize(("zone", "changes_on"), CHANGES)
@pytest.mark.parametrize("at", [time(0), time(1, 10), time(2, 10), time(9)])
def test_each_date_is_due_once_on_the_days_that_the_clocks_change(zone: ZoneInfo, changes_on: date, at: time) -> None:
    """One o'clock comes twice in autumn, and half past two never in spring: the message comes once on both days."""
    found = seen(Schedule(Every.DAY, at), zone, changes_on)

    assert [due.local_date for due in found] == [changes_on + timedelta(days=day) for day in (0, 1)]


@pytest.mark.parametrize("schedule", [Schedule(Every.WEEK, time(1, 10), 7), Schedule(Every.MONTH, time(1, 10), 1)])
def test_a_week_or_a_month_that_begins_on_the_change_is_due_once(schedule: Schedule) -> None:
    """The first of November is a Sunday on which 01:10 comes twice in Toronto."""
    assert [due.local_date for due in seen(schedule, TORONTO, date(2026, 11, 1))] == [date(2026, 11, 1)]


def test_a_skipped_time_is_due_after_the_gap() -> None:
    """Half past two does not exist on that night; waiting for it would lose the day."""
    due = last_due(
        Schedule(Every.DAY, time(2, 30)),
        TORONTO,
        datetime(2027, 3, 14, 7, tzinfo=UTC),
        datetime(2027, 3, 14, tzinfo=UTC),
    )

    assert due == Due(date(2027, 3, 14), datetime(2027, 3, 14, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "dates"),
    [
        (29, ["2027-01-29", "2027-02-28", "2027-03-29", "2027-04-29"]),
        (30, ["2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"]),
        (31, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (LAST, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (1, ["2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01"]),
    ],
)
def test_each_month_is_due_once_however_short(day: int, dates: list[str]) -> None:
    """February would be left out by the 30th, and come on another day than people expect by the last."""
    schedule, now, found = Schedule(Every.MONTH, time(9), day), datetime(2026, 12, 31, 20, tzinfo=UTC), []
    while len(found) < len(dates):
        found.append(next_due(schedule, TORONTO, now))
        now = found[-1].at

    assert [due.local_date.isoformat() for due in found] == dates
    assert [last_due(schedule, TORONTO, due.at, due.at - MINUTE) for due in found] == found


def test_a_leap_year_has_its_29th() -> None:
    """The 29th of February is no day of a shorter month."""
    due = next_due(Schedule(Every.MONTH, time(9), 29), TORONTO, datetime(2028, 2, 20, tzinfo=UTC))

    assert due.local_date == date(2028, 2, 29)


def test_weekdays_leave_out_the_weekend() -> None:
    """Friday's numbers are followed by Monday's."""
    schedule = Schedule(Every.WEEKDAY, time(9))

    found = dues_between(
        schedule, TORONTO, datetime(2026, 11, 19, 20, tzinfo=UTC), datetime(2026, 11, 24, 20, tzinfo=UTC)
    )

    assert [due.local_date.day for due in found] == [20, 23, 24]


def test_nothing_is_due_of_the_time_before_it_was_made() -> None:
    """Who subscribes at noon is not sent this morning's at once, but tomorrow's."""
    schedule, made_at = Schedule(Every.DAY, time(9)), datetime(2026, 11, 23, 17, tzinfo=UTC)

    assert last_due(schedule, TORONTO, made_at + timedelta(hours=3), made_at) is None
    assert next_due(schedule, TORONTO, made_at).local_date == date(2026, 11, 24)


def test_a_date_that_a_zone_never_had_is_not_due() -> None:
    """Samoa went from the 29th to the 31st: the next morning is two dates on."""
    schedule, now = Schedule(Every.DAY, time(9)), datetime(2011, 12, 29, 20, tzinfo=UTC)

    due = next_due(schedule, APIA, now)

    assert due.local_date == date(2011, 12, 31)
    assert dues_between(schedule, APIA, now, due.at) == (due,)

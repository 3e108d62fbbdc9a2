"""What is owed follows the local calendar, whatever the clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from etl.schedule.owed import MOST_DATES, moment_of, owed_dates

TORONTO = ZoneInfo("America/Toronto")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def _minutes(first: date, last: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Every minute from noon of a local date to the end of another."""
    moment = datetime.combine(first, time(12), tzinfo=zone).astimezone(UTC)
    while moment.astimezone(zone).date() <= last:
        yield moment
        moment += MINUTE


def _woken_each_minute(first: date, last: date, zone: ZoneInfo, at: time) -> list[tuple[date, datetime]]:
    """The dates that were run and when, by a process that looks each minute and runs what is owed."""
    done, ran = first, []
    for now in _minutes(first, last, zone):
        for day in owed_dates(now, zone, at=at, done=done):
            ran.append((day, now))
            done = day
    return ran


@pytest.mark.parametrize(
    ("zone", "change", "at", "ran_at"),
    [
        ("America/Toronto", date(2026, 3, 8), time(1, 10), "2026-03-08T06:10Z"),
        ("America/Toronto", date(2026, 11, 1), time(1, 10), "2026-11-01T05:10Z"),
        ("America/Toronto", date(2027, 3, 14), time(1, 10), "2027-03-14T06:10Z"),
        ("America/Toronto", date(2027, 11, 7), time(1, 10), "2027-11-07T05:10Z"),
        ("America/Toronto", date(2027, 3, 14), time(2, 30), "2027-03-14T07:00Z"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 10), "2026-04-04T14:10Z"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 40), "2026-04-04T14:40Z"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-03T15:30Z"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(1, 10), "2026-10-03T14:40Z"),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 10), "2027-04-03T14:10Z"),
        ("Australia/Lord_Howe", date(2027, 10, 3), time(1, 10), "2027-10-02T14:40Z"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 0), "2018-11-04T03:00Z"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), "2018-11-04T03:00Z"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(1, 10), "2018-11-04T03:10Z"),
        ("America/Sao_Paulo", date(2018, 2, 18), time(1, 10), "2018-02-18T04:10Z"),
        ("Asia/Kathmandu", date(2026, 11, 1), time(1, 10), "2026-10-31T19:25Z"),
        # The last hour of Saturday is missing: its run comes with the first moment of Sunday.
        ("America/Nuuk", date(2027, 3, 27), time(23, 30), "2027-03-28T01:00Z"),
    ],
)
def test_each_date_is_run_once_whatever_the_clocks_do(zone: str, change: date, at: time, ran_at: str) -> None:
    """Around a change of clocks no night's numbers are missing, and none are published twice."""
    ran = _woken_each_minute(change - 3 * DAY, change + 3 * DAY, ZoneInfo(zone), at)

    assert [day for day, _now in ran] == [change + number * DAY for number in range(-2, 4)]
    assert dict(ran)[change] == datetime.fromisoformat(ran_at)


def test_a_date_that_a_zone_never_had_is_not_owed() -> None:
    """Samoa had no 30 December 2011, and nobody waits for its numbers."""
    now = datetime(2012, 1, 1, tzinfo=UTC)

    owed = owed_dates(now, ZoneInfo("Pacific/Apia"), done=date(2011, 12, 28))

    assert owed == (date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1))


@pytest.mark.parametrize(
    ("local", "done", "owed"),
    [
        ("2026-11-20T01:09", 19, []),
        ("2026-11-20T01:10", 19, [20]),
        ("2026-11-20T03:00", 19, [20]),
        ("2026-11-20T03:00", 20, []),
        ("2026-11-23T03:00", 20, [21, 22, 23]),
    ],
)
def test_a_process_that_was_down_makes_up_for_it(local: str, done: int, owed: list[int]) -> None:
    """A deploy at 01:10, or three days of downtime, loses no date."""
    now = datetime.fromisoformat(local).replace(tzinfo=TORONTO)

    dates = owed_dates(now, TORONTO, done=date(2026, 11, done))

    assert [day.day for day in dates] == owed


def test_a_fresh_database_owes_only_the_newest_date() -> None:
    """A new install does not begin with a month of runs."""
    before, after = (datetime(2026, 11, 20, 1, minute, tzinfo=TORONTO) for minute in (9, 10))

    assert owed_dates(before, TORONTO) == (date(2026, 11, 19),)
    assert owed_dates(after, TORONTO) == (date(2026, 11, 20),)


def test_dates_that_only_ever_failed_stay_owed() -> None:
    """A new install whose first runs all fail still owes them."""
    now = datetime(2026, 11, 22, 12, tzinfo=TORONTO)

    assert owed_dates(now, TORONTO, known=date(2026, 11, 20)) == tuple(date(2026, 11, day) for day in (20, 21, 22))


def test_a_long_downtime_owes_a_bounded_number() -> None:
    """After a year of downtime the newest month is made up for, and not 365 runs."""
    now = datetime(2026, 11, 22, 12, tzinfo=TORONTO)

    owed = owed_dates(now, TORONTO, done=date(2025, 11, 22))

    assert (len(owed), owed[-1]) == (MOST_DATES, date(2026, 11, 22))


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    """On the night on which the clocks go back the numbers are there at the usual time."""
    twice = moment_of(date(2026, 11, 1), time(1, 10), TORONTO)

    assert twice == datetime(2026, 11, 1, 5, 10, tzinfo=UTC)

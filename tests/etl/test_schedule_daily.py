"""Each local business date is run once, by whoever comes first, whatever happens around it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from clocks import move_clock, set_clock
from fixture_types import ImportText, Rows
from sqlalchemy import text

from etl.booking import BookedRun, book_daily_run
from etl.company import Company
from etl.run import RunError, RunKind, RunResult
from etl.schedule.daily import DailyOutcome, run_daily_owed
from etl.schedule.slots import Refusal
from store.database import Database, open_database

ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel"
ORDER = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta"
SLOTS = "SELECT local_date::text, status, attempts FROM job_slots ORDER BY local_date"


def _toronto(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}:00-05:00")


def _dates(outcomes: list[DailyOutcome]) -> list[int]:
    assert all(isinstance(each.came_of, RunResult) for each in outcomes), outcomes
    return [each.local_date.day for each in outcomes]


@pytest.fixture
def broken(database: Database, import_text: ImportText) -> Database:
    """A database in which every run fails, until the constraint goes."""
    import_text("orders", ORDERS, ORDER)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE metrics_daily ADD CONSTRAINT full_disk CHECK (orders < 1)"))
    return database


def _mend(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE metrics_daily DROP CONSTRAINT full_disk"))


def test_what_was_missed_is_made_up_for(database: Database, company: Company, rows: Rows) -> None:
    """A process that is stopped at 01:09 and started later runs every date that it slept through, each once."""
    set_clock(database, _toronto(20, "01:09"))
    assert _dates(run_daily_owed(database, company, "a")) == [19]

    set_clock(database, _toronto(20, "03:00"))
    assert _dates(run_daily_owed(database, company, "a")) == [20]
    set_clock(database, _toronto(23, "03:00"))
    assert _dates(run_daily_owed(database, company, "a")) == [21, 22, 23]

    assert run_daily_owed(database, company, "a") == []
    assert rows(SLOTS) == [(f"2026-11-{day}", "done", 1) for day in range(19, 24)]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("America/Toronto", date(2026, 11, 1)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),
        ("America/Sao_Paulo", date(2018, 11, 4)),
        ("Asia/Kathmandu", date(2026, 11, 1)),
    ],
)
def test_a_date_is_run_once_around_a_change_of_clocks(database: Database, rows: Rows, zone: str, change: date) -> None:
    """01:10 comes twice in autumn; nobody's numbers are built twice, and no night is left out."""
    now = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(hours=30)
    ran: list[date] = []
    for _ in range(40):
        set_clock(database, now)
        ran += [each.local_date for each in run_daily_owed(database, Company(zone=zone), "a")]
        now += timedelta(minutes=90)

    assert ran == [ran[0] + timedelta(days=number) for number in range(len(ran))]
    assert change in ran
    assert rows("SELECT local_date, count(*) FROM runs GROUP BY 1 ORDER BY 1") == [(day, 1) for day in ran]


def test_replicas_run_each_date_once(database: Database, company: Company, rows: Rows) -> None:
    """Three replicas that wake up together after three days build three nights, and not nine."""
    set_clock(database, _toronto(19, "03:00"))
    run_daily_owed(database, company, "a")
    set_clock(database, _toronto(22, "03:00"))
    url = database.engine.url.render_as_string(hide_password=False)
    together, ran = Barrier(3), Counter[date]()

    def work(holder: str) -> None:
        own = open_database(url)
        together.wait(30)
        while outcomes := run_daily_owed(own, company, holder):
            ran.update(each.local_date for each in outcomes if isinstance(each.came_of, RunResult))
        own.close()

    replicas = [Thread(target=work, args=(holder,)) for holder in "abc"]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join(60)

    assert ran == {date(2026, 11, day): 1 for day in (20, 21, 22)}
    assert rows("SELECT status, count(*) FROM runs GROUP BY 1") == [("done", 4)]


def test_a_date_on_which_nothing_changed_is_done(database: Database, company: Company, rows: Rows) -> None:
    """A quiet night is a run like any other, and not owed for ever."""
    set_clock(database, _toronto(22, "03:00"))

    outcomes = run_daily_owed(database, company, "a")

    assert [each.came_of for each in outcomes] == [RunResult(RunKind.FIRST, None, 0)]
    assert rows("SELECT s.status, r.status, r.trigger FROM job_slots s JOIN runs r ON r.id = s.run_id") == [
        ("done", "done", "daily")
    ]


def test_a_failure_is_kept_and_tried_again_after_a_while(broken: Database, company: Company, rows: Rows) -> None:
    """A night that failed is neither lost nor tried each second, and whoever looks sees why it failed."""
    set_clock(broken, _toronto(22, "03:00"))

    first, second = (run_daily_owed(broken, company, "a")[0].came_of for _ in range(2))
    move_clock(broken, timedelta(seconds=60))
    third = run_daily_owed(broken, company, "b")[0].came_of

    assert isinstance(first, RunError)
    assert second is Refusal.WAITING
    assert isinstance(third, RunError)
    assert rows("SELECT status, attempts, holder, error LIKE '%full_disk%' FROM job_slots") == [
        ("failed", 2, "b", True)
    ]
    move_clock(broken, timedelta(seconds=119))
    assert run_daily_owed(broken, company, "a")[0].came_of is Refusal.WAITING
    _mend(broken)
    move_clock(broken, timedelta(seconds=1))
    assert _dates(run_daily_owed(broken, company, "a")) == [22]
    assert rows("SELECT status, attempts, error FROM job_slots") == [("done", 3, None)]


def test_a_night_that_kills_its_process_is_not_tried_without_a_pause(database: Database) -> None:
    """A run for which there is no memory does not take down one replica after another each minute."""
    set_clock(database, _toronto(22, "03:00"))
    night, booked = date(2026, 11, 22), []

    for _ in range(4):
        booked.append(book_daily_run(database, night, "dies without a word"))
        move_clock(database, timedelta(seconds=60))

    assert [isinstance(each, BookedRun) for each in booked] == [True, True, False, True]
    assert booked[2] is Refusal.WAITING


def test_after_a_failure_the_dates_are_made_up_for_in_order(broken: Database, company: Company, rows: Rows) -> None:
    """While an older date is owed no newer one is run, and then all are."""
    set_clock(broken, _toronto(20, "03:00"))
    run_daily_owed(broken, company, "a")
    set_clock(broken, _toronto(22, "03:00"))

    assert [each.local_date.day for each in run_daily_owed(broken, company, "a")] == [20]
    _mend(broken)
    move_clock(broken, timedelta(hours=1))
    assert _dates(run_daily_owed(broken, company, "a")) == [20, 21, 22]
    assert rows(SLOTS) == [("2026-11-20", "done", 3), ("2026-11-21", "done", 1), ("2026-11-22", "done", 1)]

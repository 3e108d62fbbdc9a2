"""One run at a time: whoever else asks is told of it, and whoever was overtaken publishes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from aggregates import tables_of
from clocks import move_clock, set_clock
from fixture_types import ImportText, Rows

from etl import alone
from etl.booking import AlreadyRunning, BookedRun, book_daily_run, book_run
from etl.company import Company
from etl.run import RunError, RunResult, run_etl
from etl.run_records import RunRecord, RunStatus, Trigger, read_runs
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import LeaseHeldError, book_when_free, run_booked, run_light, run_on_demand
from store.database import Database, open_database

ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel"
FIRST = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta"
SECOND = "o2,c1,2026-10-20T10:00:00-04:00,30.00,10.00,tiktok"
START = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture
def other(database: Database) -> Iterator[Database]:
    """The same database, as another replica has it open."""
    replica = open_database(database.engine.url.render_as_string(hide_password=False))
    yield replica
    replica.close()


def _booked(database: Database, trigger: Trigger, holder: str) -> BookedRun:
    booked = book_run(database, trigger, holder)
    assert isinstance(booked, BookedRun)
    return booked


def _newest(database: Database) -> RunRecord:
    with database.read() as connection:
        return read_runs(connection)[0]


def test_who_asks_during_a_run_is_told_of_it(
    database: Database, other: Database, company: Company, import_text: ImportText
) -> None:
    """Two people who ask for fresh numbers at once start one run, on whichever replica; a light run stays away."""
    import_text("orders", ORDERS, FIRST)
    answers: list[RunResult | AlreadyRunning] = []

    def ask(step: int, _steps: int, _label: str) -> None:
        if step == 3:
            answers.extend([run_on_demand(other, company, "b"), run_light(other, company, "b")])

    result = run_on_demand(database, company, "a", ask)

    assert isinstance(result, RunResult)
    assert result.snapshot_id == 1
    run = _newest(database)
    assert [(each.run_id, each.holder) for each in answers if isinstance(each, AlreadyRunning)] == [(run.id, "a")] * 2
    assert isinstance(run_on_demand(other, company, "b"), RunResult)


def test_how_far_a_run_has_come_is_seen_before_it_is_published(
    database: Database, other: Database, company: Company, import_text: ImportText
) -> None:
    """Whoever waits for a run sees it move, from any replica."""
    import_text("orders", ORDERS, FIRST)
    seen: list[RunRecord] = []

    run_on_demand(database, company, "a", lambda *_: seen.append(_newest(other)))

    assert {each.status for each in seen} == {RunStatus.RUNNING}
    assert [each.step for each in seen] == list(range(1, len(seen) + 1))
    assert (seen[-1].steps, seen[-1].label) == (len(seen), "publishing")
    done = _newest(other)
    assert (done.status, done.trigger, done.kind, done.holder) == (RunStatus.DONE, Trigger.ON_DEMAND, "first", "a")
    assert done.finished_at is not None
    assert timedelta(0) < done.finished_at - done.started_at < timedelta(minutes=1)


def test_a_run_whose_process_died_is_shown_as_abandoned(database: Database) -> None:
    """Nobody waits for a run that ended without a word; until its lease is over it counts as running."""
    set_clock(database, START)
    _booked(database, Trigger.LIGHT, "dead")

    move_clock(database, timedelta(seconds=59))
    assert _newest(database).status is RunStatus.RUNNING
    move_clock(database, timedelta(seconds=1))
    assert _newest(database).status is RunStatus.ABANDONED


def test_a_run_that_fails_says_so_and_leaves_the_lease(
    database: Database, company: Company, import_text: ImportText
) -> None:
    """Whatever goes wrong, a fault of ours too: it is on record with its reason, and the next may begin at once."""
    import_text("orders", ORDERS, FIRST)

    def stumble(*_: object) -> None:
        raise KeyError("channel")

    with pytest.raises(KeyError):
        run_on_demand(database, company, "a", stumble)

    failed = _newest(database)
    assert (failed.status, failed.error) == (RunStatus.FAILED, "'channel'")
    assert isinstance(run_on_demand(database, company, "b"), RunResult)


def test_a_run_held_past_its_lease_publishes_nothing(
    database: Database, other: Database, company: Company, import_text: ImportText, rows: Rows
) -> None:
    """A process that wakes up after another took the night over does not publish it a second time."""
    import_text("orders", ORDERS, FIRST)
    run_etl(database, company, START)
    published = tables_of(database)
    import_text("orders", ORDERS, SECOND)
    set_clock(database, START)
    night = START.date()
    late = book_daily_run(database, night, "late")
    assert isinstance(late, BookedRun)
    takers: list[object] = []

    def freeze(step: int, _steps: int, _label: str) -> None:
        if step == 4:
            move_clock(other, timedelta(seconds=61))
            takers.append(book_daily_run(other, night, "taker"))

    with pytest.raises(RunError, match="the lease 'etl' was taken over from late"):
        run_booked(database, company, late, progress=freeze)

    assert tables_of(database) == published
    [taker] = takers
    assert isinstance(taker, BookedRun)
    assert rows("SELECT status, holder, attempts FROM job_slots") == [("running", "taker", 2)]
    assert run_booked(other, company, taker).snapshot_id is not None
    assert rows("SELECT status, holder, run_id FROM job_slots") == [("done", "taker", taker.id)]
    assert run_etl(database, company, START, full=True).snapshot_id is None


def test_a_frozen_process_does_not_hold_up_the_others(
    database: Database,
    other: Database,
    company: Company,
    import_text: ImportText,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A machine that goes to sleep in the middle of a run is cut off, and the next run goes on without it."""
    import_text("orders", ORDERS, FIRST)
    set_clock(database, START)
    monkeypatch.setattr(alone, "FROZEN_AFTER_MS", 2_000)
    frozen = _booked(database, Trigger.LIGHT, "frozen")
    results: list[object] = []

    def freeze(step: int, _steps: int, _label: str) -> None:
        if step == 2:
            monkeypatch.setattr(alone, "FROZEN_AFTER_MS", 30_000)
            move_clock(other, timedelta(seconds=61))
            taker = Thread(target=lambda: results.append(run_light(other, company, "taker")))
            taker.start()
            taker.join(30)

    with pytest.raises(RunError, match="idle-in-transaction"):
        run_booked(database, company, frozen, progress=freeze)

    assert [result.snapshot_id for result in results if isinstance(result, RunResult)] == [1]


def test_a_command_waits_for_the_run_before_it(database: Database, company: Company) -> None:
    """`kpibot etl run` beside a light run runs after it, and says whom it waits for."""
    light = _booked(database, Trigger.LIGHT, "replica")
    told: list[AlreadyRunning] = []

    def finish(running: AlreadyRunning) -> None:
        told.append(running)
        run_booked(database, company, light)

    booked = book_when_free(database, Trigger.COMMAND, "me", wait_seconds=30, waiting=finish)

    assert [running.run_id for running in told] == [light.id]
    assert run_booked(database, company, booked).kind == "incremental"


def test_a_command_does_not_wait_for_ever(database: Database) -> None:
    """Whoever started it reads who has the lease, and that nothing was changed."""
    light = _booked(database, Trigger.LIGHT, "replica")

    with pytest.raises(LeaseHeldError, match=rf"Run {light.id} is under way since .* \(replica\); nothing was changed"):
        book_when_free(database, Trigger.COMMAND, "me", wait_seconds=0, waiting=lambda _running: None)


def test_a_light_run_does_not_take_the_place_of_a_daily_one(database: Database, company: Company) -> None:
    """The night's run is owed however often the numbers were refreshed since."""
    set_clock(database, START)
    run_light(database, company, "a")

    assert len(run_daily_owed(database, company, "a")) == 1

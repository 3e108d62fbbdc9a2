"""Whoever dies in the middle of a night's run, or is upgraded, costs at most that attempt."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event, Thread

import pytest
from aggregates import tables_of
from clocks import move_clock, set_clock
from company import SmallCompany
from databases import DatabaseServer
from deaths import DeadError, dying_at
from fixture_types import ImportText, Rows
from sqlalchemy import insert, text

from etl.company import Company
from etl.run import RunKind, RunResult, run_etl
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_on_demand
from store.database import Database, open_database
from store.migrate import migrate
from store.tables import runs

ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel"
FIRST = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta"
SECOND = "o2,c1,2026-10-20T10:00:00-04:00,30.00,10.00,tiktok"
NIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
LEASE = timedelta(seconds=60)
# What is done beside building the numbers. `test_run.py` dies at each statement of that; a soak does here, too.
BOOKKEEPING = (
    "" if os.environ.get("KPIBOT_SOAK") else r"job_slots|lease|run_progress|\bruns\b|snapshots|net_metrics_daily"
)


@pytest.fixture
def late_rows(database: Database, company: Company, import_text: ImportText) -> Database:
    """Published once, with rows that came since, on the morning after a night that was not run."""
    set_clock(database, NIGHT)
    import_text("orders", ORDERS, FIRST)
    import_text("spend", "day,channel,amount", "2026-10-01,meta,5")
    run_etl(database, company, NIGHT - timedelta(days=1))
    import_text("orders", ORDERS, SECOND)
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,o1,2026-10-25T10:00Z,5")
    return database


def _outlive_the_dead(database: Database) -> None:
    """The lease of whoever died runs out, and so does the wait after so many attempts."""
    move_clock(database, LEASE)
    with database.write() as connection:
        connection.execute(text("UPDATE job_slots SET retry_at = current_moment()"))


def test_a_night_is_published_once_wherever_its_holders_die(late_rows: Database, company: Company, rows: Rows) -> None:
    """Replica after replica takes the night over and dies a statement later than the one before."""
    published, snapshots = tables_of(late_rows), "SELECT count(*) FROM snapshots"

    for number in count(1):
        done = rows("SELECT status FROM job_slots") == [("done",)]
        try:
            with dying_at(late_rows, number, BOOKKEEPING):
                outcomes = run_daily_owed(late_rows, company, f"replica {number}")
            break
        except DeadError:
            assert rows(snapshots) == [(2 if rows("SELECT status FROM job_slots") == [("done",)] else 1,)]
            assert not done, "a night that was published is taken up again"
        _outlive_the_dead(late_rows)

    assert number > 30
    assert outcomes == []
    assert tables_of(late_rows) != published
    assert rows("SELECT status, count(*) FROM job_slots GROUP BY 1") == [("done", 1)]
    assert rows("SELECT count(*) FROM runs WHERE status = 'done'") == [(2,)]
    assert run_etl(late_rows, company, NIGHT, full=True).snapshot_id is None


KILLED = """
import os, signal, sys
from sqlalchemy import event
from etl.company import Company
from etl.schedule.daily import run_daily_owed
from store.database import open_database
database = open_database(sys.argv[1])
@event.listens_for(database.engine, "after_cursor_execute")
def die(connection, cursor, statement, *_):
    if sys.argv[2] in statement:
        os.kill(os.getpid(), signal.SIGKILL)
run_daily_owed(database, Company(), "killed")
"""


@pytest.mark.parametrize("statement", ["CREATE TEMP TABLE net_metrics_daily", "UPDATE job_slots SET status="])
def test_a_killed_process_is_followed_by_another(
    late_rows: Database, company: Company, rows: Rows, statement: str
) -> None:
    """kill -9 in the middle of the night's run: once its lease is over the next replica does all of it, once."""
    url = late_rows.engine.url.render_as_string(hide_password=False)

    killed = subprocess.run([sys.executable, "-c", KILLED, url, statement], check=False)  # noqa: S603  # our own program

    assert killed.returncode == -signal.SIGKILL
    assert rows("SELECT status, holder FROM job_slots") == [("running", "killed")]
    early = run_daily_owed(late_rows, company, "next")
    move_clock(late_rows, LEASE)
    [outcome] = run_daily_owed(late_rows, company, "next")
    assert not isinstance(early[0].came_of, RunResult)
    assert isinstance(outcome.came_of, RunResult)
    assert outcome.came_of.rows_changed > 0
    assert run_etl(late_rows, company, NIGHT, full=True).snapshot_id is None


def test_an_upgrade_that_changes_nothing_does_not_wait_for_a_run(database: Database, company: Company) -> None:
    """A replica that starts while another runs the night is up at once; and the night stays one."""
    set_clock(database, NIGHT)
    run_daily_owed(database, company, "a")
    SmallCompany(database).order("o1", "c1", NIGHT.date())
    waited: list[bool] = []

    def start_a_replica(step: int, _steps: int, _label: str) -> None:
        if step == 3:
            replica = Thread(target=migrate, args=(database,))
            replica.start()
            replica.join(20)
            waited.append(replica.is_alive())

    result = run_on_demand(database, company, "a", start_a_replica)

    assert waited == [False]
    assert isinstance(result, RunResult)
    assert result.kind is RunKind.INCREMENTAL
    assert run_daily_owed(database, company, "a") == []


@pytest.fixture
def older(server: DatabaseServer) -> Iterator[Database]:
    """A database of the version before."""
    server.create("kpibot_before_leases")
    database = open_database(server.url_of("kpibot_before_leases"))
    migrate(database, "0004")
    yield database
    database.close()
    server.drop("kpibot_before_leases")


def test_an_upgrade_waits_for_the_run_under_way(older: Database) -> None:
    """A deploy in the middle of a run of the version before ends neither the run nor the upgrade."""
    upgraded = Event()

    def upgrade() -> None:
        migrate(older)
        upgraded.set()

    deploy = Thread(target=upgrade)
    with older.publish() as run:
        run.execute(text("LOCK TABLE snapshots IN SHARE ROW EXCLUSIVE MODE"))
        deploy.start()
        _wait_until_somebody_waits_for_snapshots(older)
        row = {"kind": "first", "status": "done", "started_at": NIGHT, "parameters": {}}
        run.execute(insert(runs).values(row))
        assert not upgraded.is_set()
    deploy.join(30)

    assert upgraded.is_set()
    with older.read() as connection:
        assert connection.execute(text("SELECT kind, trigger FROM runs")).all() == [("first", "command")]


def _wait_until_somebody_waits_for_snapshots(database: Database) -> None:
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'snapshots'::regclass"
    for _ in range(2000):
        with database.write() as connection:
            if connection.execute(text(query)).scalar_one():
                return
            connection.execute(text("SELECT pg_sleep(0.01)"))
    pytest.fail("nobody waits for the run")

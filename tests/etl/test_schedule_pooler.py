"""Behind a transaction pooler no connection is anyone's own: leases, the night's run and replicas work all the same."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aggregates import tables_of
from clocks import move_clock, set_clock
from databases import DatabaseServer
from fixture_types import ImportText, Rows
from pooler import Pooler, find_pgbouncer, running_pooler
from sqlalchemy import text

from etl.company import Company
from etl.leases import Held, Lease, LeaseLostError, acquire_lease, briefly, check_lease, renew_lease
from etl.run import RunResult, run_etl
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_light
from store.database import Database, open_database
from store.migrate import migrate

pytestmark = pytest.mark.pgbouncer

NIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel"
ORDER = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta"


@pytest.fixture(scope="module")
def pooler(server: DatabaseServer) -> Iterator[Pooler]:
    """A real PgBouncer; the test is skipped where none is installed."""
    program = find_pgbouncer()
    if program is None:
        pytest.skip("no pgbouncer is installed; Debian's package has that name")
    with running_pooler(program, server.url) as running:
        yield running


@pytest.fixture
def pooled(pooler: Pooler, database: Database) -> Iterator[Database]:
    """The test's database, seen through the pooler."""
    seen = open_database(pooler.url_of(str(database.engine.url.database)))
    yield seen
    seen.close()


def test_a_night_and_a_light_run_are_published(
    database: Database, pooled: Database, company: Company, import_text: ImportText, rows: Rows
) -> None:
    """Whoever hosts with a pooler gets the same numbers, and an upgrade that can be repeated."""
    import_text("orders", ORDERS, ORDER)
    set_clock(database, NIGHT)

    migrate(pooled)
    [night] = run_daily_owed(pooled, company, "a")
    import_text("orders", ORDERS, ORDER.replace("50.00", "55.00"))
    light = run_light(pooled, company, "a")

    assert isinstance(night.came_of, RunResult)
    assert isinstance(light, RunResult)
    assert (night.came_of.snapshot_id, light.snapshot_id) == (1, 2)
    assert rows("SELECT status FROM job_slots") == [("done",)]
    published = tables_of(database)
    assert run_etl(database, company, NIGHT, full=True).snapshot_id is None
    assert tables_of(pooled) == published


REPLICA = """
import sys
from etl.company import Company
from etl.run import RunResult
from etl.schedule.daily import run_daily_owed
from store.database import open_database
database = open_database(sys.argv[1])
while outcomes := run_daily_owed(database, Company(), sys.argv[2]):
    for each in outcomes:
        if isinstance(each.came_of, RunResult):
            print(each.local_date)
"""


def test_two_replicas_run_each_date_once(
    database: Database, pooled: Database, company: Company, import_text: ImportText, rows: Rows
) -> None:
    """Two processes share two connections, and still each night is built by one of them."""
    import_text("orders", ORDERS, ORDER)
    set_clock(database, NIGHT)
    run_daily_owed(pooled, company, "a")
    move_clock(database, timedelta(days=3))
    url = pooled.engine.url.render_as_string(hide_password=False)

    replicas = [
        subprocess.Popen([sys.executable, "-c", REPLICA, url, holder], stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own program
        for holder in ("b", "c")
    ]
    ran = [line for replica in replicas for line in replica.communicate(timeout=60)[0].split()]

    assert [replica.returncode for replica in replicas] == [0, 0]
    assert sorted(ran) == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert rows("SELECT status, count(*) FROM runs GROUP BY 1") == [("done", 4)]


def test_a_lease_is_taken_over_and_fenced(database: Database, pooled: Database) -> None:
    """Who was overtaken publishes nothing; and no lock or setting stays with a connection that others use next."""
    set_clock(database, NIGHT)
    with briefly(pooled) as connection:
        late = acquire_lease(connection, "work", "late")
    assert isinstance(late, Lease)
    with briefly(pooled) as connection:
        assert isinstance(acquire_lease(connection, "work", "next"), Held)
        assert renew_lease(connection, late)

    with pytest.raises(LeaseLostError), pooled.publish() as publishing:  # noqa: PT012  # overtaken in the middle
        publishing.execute(text("SELECT count(*) FROM orders"))
        move_clock(database, timedelta(seconds=60))
        with briefly(pooled) as connection:
            assert isinstance(acquire_lease(connection, "work", "next"), Lease)
        check_lease(publishing, late)

    for _ in range(4):
        with pooled.engine.begin() as connection:
            assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "0"
            assert connection.execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar() == 0

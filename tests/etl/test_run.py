"""A run publishes one snapshot or nothing, and keeps what it superseded."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from aggregates import tables_of
from deaths import DeadError, dying_at
from fixture_types import ImportText, Rows
from moments import NOW
from sqlalchemy import event, text

from etl.company import Company
from etl.run import RunError, RunKind, run_etl
from etl.terms import Days
from etl.unknown_channels import UnknownChannel, unknown_channels_published
from store.database import Database

ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel"
FIRST = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta"
SECOND = "o2,c1,2026-10-20T10:00:00-04:00,30.00,10.00,tiktok"


def test_running_again_changes_nothing(database: Database, import_text: ImportText) -> None:
    """A second run publishes no second snapshot, so nothing looks newer than it is."""
    import_text("orders", ORDERS, FIRST, SECOND)
    first = run_etl(database, Company(), NOW)

    second = run_etl(database, Company(), NOW)

    assert first.snapshot_id == 1
    assert (second.kind, second.snapshot_id, second.rows_changed) == (RunKind.INCREMENTAL, None, 0)


def test_a_run_without_changes_asks_little(database: Database, import_text: ImportText) -> None:
    """The light run of every five minutes mostly finds nothing, and must not be a load on the database."""
    import_text("orders", ORDERS, FIRST, SECOND)
    run_etl(database, Company(), NOW)
    asked: list[object] = []
    event.listen(database.engine, "after_cursor_execute", lambda *call: asked.append(call[2]))

    idle = run_etl(database, Company(), NOW)

    assert idle.snapshot_id is None
    assert len(asked) < 20


def test_a_late_first_order_moves_the_customer(database: Database, import_text: ImportText, rows: Rows) -> None:
    """An order that turns out to be the first takes the new customer with it, day and channel."""
    import_text("orders", ORDERS, SECOND)
    run_etl(database, Company(), NOW)

    import_text("orders", ORDERS, FIRST)
    run_etl(database, Company(), NOW)

    assert rows("SELECT day::text, channel, new_customers FROM metrics_daily ORDER BY day") == [
        ("2026-10-01", "meta", 1),
        ("2026-10-20", "tiktok", 0),
    ]


def test_rebuilt_days_count_the_whole_of_a_week_that_leaves_their_month(
    database: Database, import_text: ImportText
) -> None:
    """The week of Nov 30 keeps the customers who came in December, when November is computed again."""
    import_text("orders", ORDERS, FIRST, "o2,c2,2026-12-02T10:00:00-05:00,30.00,10.00,meta")
    run_etl(database, Company(), NOW)

    rebuilt = run_etl(database, Company(), NOW, days=Days(date(2026, 11, 1), date(2026, 11, 22)))

    assert (rebuilt.kind, rebuilt.rows_changed) == (RunKind.DAYS, 0)


def test_superseded_rows_stay_in_history(database: Database, import_text: ImportText, rows: Rows) -> None:
    """A number that was posted can be computed again as it was."""
    import_text("orders", ORDERS, FIRST)
    run_etl(database, Company(), NOW)
    import_text("orders", ORDERS, FIRST.replace("50.00", "55.00"))

    run_etl(database, Company(), NOW)

    assert rows("SELECT gross_revenue, snapshot_id FROM metrics_daily") == [(Decimal("55.00"), 2)]
    assert rows("SELECT gross_revenue, snapshot_id, superseded_by FROM metrics_daily_history") == [
        (Decimal("50.00"), 1, 2)
    ]


def test_a_day_whose_rows_have_all_gone_goes(database: Database, import_text: ImportText, rows: Rows) -> None:
    """A deleted order leaves no empty day behind that would look like a closed one."""
    import_text("orders", ORDERS, FIRST)
    run_etl(database, Company(), NOW)
    with database.write() as connection:
        connection.execute(text("DELETE FROM orders"))

    run_etl(database, Company(), NOW)

    assert {name: len(rows_) for name, rows_ in tables_of(database).items()} == dict.fromkeys(tables_of(database), 0)
    assert rows("SELECT orders, superseded_by FROM metrics_daily_history") == [(1, 2)]


def test_a_truncated_source_is_noticed(database: Database, import_text: ImportText, rows: Rows) -> None:
    """TRUNCATE is a change like any other."""
    import_text("orders", ORDERS, FIRST)
    run_etl(database, Company(), NOW)
    with database.write() as connection:
        connection.execute(text("TRUNCATE orders CASCADE"))

    run_etl(database, Company(), NOW)

    assert rows("SELECT count(*) FROM metrics_daily") == [(0,)]


def test_another_zone_means_other_days(database: Database, import_text: ImportText, rows: Rows) -> None:
    """A changed zone rebuilds everything, and the orders of the night fall on the other day."""
    import_text("orders", ORDERS, FIRST.replace("10:00:00", "23:30:00"))
    run_etl(database, Company(), NOW)

    result = run_etl(database, replace(Company(), zone="Europe/London"), NOW)

    assert result.kind is RunKind.REDEFINED
    assert rows("SELECT day::text FROM metrics_daily") == [("2026-10-02",)]


def test_another_channel_mapping_means_other_channels(database: Database, import_text: ImportText, rows: Rows) -> None:
    """A spelling that is folded in later is folded in for the past as well."""
    import_text("orders", ORDERS, FIRST.replace("meta", "Reels"))
    run_etl(database, Company(), NOW)

    run_etl(database, Company(spellings={"reels": "meta"}), NOW)

    assert rows("SELECT channel FROM metrics_daily") == [("meta",)]


def test_channels_that_no_mapping_knows_are_counted_as_rows_come_and_go(
    database: Database, import_text: ImportText
) -> None:
    """A misspelt channel hides in `other` unless it is named, and stays named only while rows have it."""
    import_text("orders", ORDERS, FIRST.replace("meta", "Reels"), SECOND.replace("tiktok", "Pinterest"))
    import_text("spend", "day,channel,amount", "2026-10-01,Reels,5", "2026-10-02,meta,5")
    run_etl(database, Company(), NOW)
    import_text("orders", ORDERS, SECOND)

    run_etl(database, Company(), NOW)

    with database.read() as connection:
        assert unknown_channels_published(connection) == (UnknownChannel("Reels", 2),)


def test_a_run_cut_off_at_any_statement_leaves_the_last_snapshot(database: Database, import_text: ImportText) -> None:
    """Whatever the moment of a crash, the numbers stay those of the last snapshot, and the next run heals."""
    import_text("orders", ORDERS, FIRST)
    import_text("spend", "day,channel,amount", "2026-10-01,meta,5")
    run_etl(database, Company(), NOW)
    import_text("orders", ORDERS, SECOND)
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,o1,2026-10-25T10:00Z,5")
    published = tables_of(database)

    for number in count(1):
        try:
            with dying_at(database, number):
                run_etl(database, Company(), NOW)
            break
        except DeadError:
            assert tables_of(database) == published, f"after a crash at statement {number}"

    assert number > 30
    assert tables_of(database) != published
    assert run_etl(database, Company(), NOW, full=True).snapshot_id is None


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from etl.company import Company
from etl.run import run_etl
from store.database import open_database
database = open_database(sys.argv[1])
left = int(sys.argv[2])
@event.listens_for(database.engine, "after_cursor_execute")
def die(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
run_etl(database, Company(), datetime(2026, 11, 22, 15, tzinfo=UTC))
"""


@pytest.mark.parametrize("statement", [4, 20, 35, 50])
def test_a_killed_process_leaves_the_last_snapshot(database: Database, import_text: ImportText, statement: int) -> None:
    """kill -9 in the middle of a run costs nothing but that run."""
    import_text("orders", ORDERS, FIRST)
    run_etl(database, Company(), NOW)
    import_text("orders", ORDERS, SECOND)
    published = tables_of(database)
    url = database.engine.url.render_as_string(hide_password=False)

    killed = subprocess.run([sys.executable, "-c", KILLED, url, str(statement)], check=False)  # noqa: S603  # our own program

    assert killed.returncode == -signal.SIGKILL
    assert tables_of(database) == published
    assert run_etl(database, Company(), NOW).snapshot_id is not None
    assert run_etl(database, Company(), NOW, full=True).snapshot_id is None


def test_a_database_error_is_said_and_recorded(database: Database, import_text: ImportText, rows: Rows) -> None:
    """A failed run says that the last snapshot stands, and leaves a trace for the operator."""
    import_text("orders", ORDERS, FIRST)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE metrics_daily ADD CONSTRAINT full_disk CHECK (orders < 1)"))

    with pytest.raises(RunError, match="published nothing, and the last snapshot stands"):
        run_etl(database, Company(), NOW)

    assert rows("SELECT status FROM runs") == [("failed",)]
    assert rows("SELECT count(*) FROM snapshots") == [(0,)]

"""`kpibot etl backfill`: killed in the middle, and taken up where it stood."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from databases import DatabaseServer
from sqlalchemy import text

from store.database import Database, open_database

_HOLD_THE_FOURTH = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM backfill_slices WHERE staged_at IS NOT NULL) >= 3 THEN PERFORM pg_sleep(600); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE OF staged_at ON backfill_slices FOR EACH ROW EXECUTE FUNCTION hold();
"""
_SLEEPERS = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
_ORDERS = """
INSERT INTO orders (id, customer_id, ordered_at, gross_amount, currency)
SELECT 'o' || n, 'c' || mod(n, 90), timestamptz '2025-01-03 15:00Z' + n * interval '1 day', 50, 'CAD'
FROM generate_series(0, 600) n
"""


@pytest.fixture
def url(server: DatabaseServer, template: str) -> Iterator[str]:
    """An address of an empty database."""
    name = server.copy(template)
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture
def company(url: str) -> Iterator[Database]:
    """Twenty months of orders, published; one published day is wrong."""
    database = open_database(url)
    try:
        _do(database, _ORDERS)
        _kpibot(url, "etl", "run").communicate()
        _do(database, "UPDATE metrics_daily SET orders = 99 WHERE day = '2025-03-10'")
        yield database
    finally:
        database.close()


def _kpibot(url: str, *words: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
    program = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    environment = inherited | {"DATABASE_URL": url, "COLUMNS": "200"}
    return subprocess.Popen(  # noqa: S603  # our own program
        program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )


def _backfill(url: str) -> subprocess.Popen[str]:
    return _kpibot(url, "etl", "backfill", "--from", "2025-01-01", "--to", "2026-08-31")


def _until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"


def _do(database: Database, statement: str) -> None:
    with database.write() as connection:
        connection.execute(text(statement))


def _scalar(database: Database, query: str) -> object:
    with database.write() as connection:
        return connection.execute(text(query)).scalar()


def test_a_killed_backfill_loses_one_slice_and_publishes_nothing_by_halves(company: Database, url: str) -> None:
    """Hours of work are not begun again for a deploy, and nobody reads half a backfill."""
    _do(company, _HOLD_THE_FOURTH)
    killed = _backfill(url)
    _until(lambda: _scalar(company, f"SELECT count(*) {_SLEEPERS}"))
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    _scalar(company, f"SELECT pg_terminate_backend(pid) {_SLEEPERS}")
    _until(lambda: not _scalar(company, f"SELECT count(*) {_SLEEPERS}"))
    meanwhile = _scalar(company, "SELECT orders FROM metrics_daily WHERE day = '2025-03-10'")
    told, _ = _kpibot(url, "etl", "status").communicate()
    _do(company, "DROP TRIGGER hold ON backfill_slices")

    resumed = _backfill(url)
    said, _ = resumed.communicate()

    assert meanwhile == 99
    assert "3 of 20 slices done; goes on, or is taken up by `kpibot etl backfill --from 2025-01-01" in told
    assert resumed.returncode == 0
    assert "Going on with the backfill of 2025-01-01 to 2026-08-31: 20 slices, 3 done." in said
    assert "(backfill run)." in said
    assert _scalar(company, "SELECT orders FROM metrics_daily WHERE day = '2025-03-10'") == 1
    assert _scalar(company, "SELECT count(*) FROM metrics_daily_staged") == 0


@pytest.mark.usefixtures("company")
def test_a_backfill_that_finds_nothing_says_so(url: str) -> None:
    """Nobody waits for a snapshot that there is no need of."""
    _backfill(url).communicate()

    again = _backfill(url)
    said, _ = again.communicate()

    assert again.returncode == 0
    assert "Nothing changed (backfill run); the last snapshot stands." in said


@pytest.mark.parametrize("days", [("--from", "2026-02-01", "--to", "2026-01-01"), ("--from", "2026-02-01")])
def test_days_that_make_no_sense_are_refused(url: str, days: tuple[str, ...]) -> None:
    """A slip of the fingers starts nothing."""
    refused = _kpibot(url, "etl", "backfill", *days)
    refused.communicate()

    assert refused.returncode == 2

"""Whatever strikes a run, the last snapshot stands, the next run heals, and nothing is counted twice.

What is tried stands in docs/faults.md, written by `python tests/etl/test_faults.py` from a run of these tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aggregates import tables_of
from faults import COMPUTING, FAULTS, Fault, before, on_a_full_disk
from fixture_types import ImportText
from moments import NOW
from sqlalchemy.exc import DBAPIError

from etl.company import Company
from etl.importing import import_file
from etl.run import RunError, run_etl
from store.database import Database, open_database
from store.embedded import EmbeddedServer
from store.migrate import migrate

DOCUMENT = Path(__file__).parents[2] / "docs" / "faults.md"
ORDERS = "id,customer_id,ordered_at,gross_amount,cogs,channel,subscription_id,interval_months"
FIRST = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,meta,s1,1"
SECOND = "o2,c1,2026-10-20T10:00:00-04:00,30.00,10.00,tiktok,s1,1"
HELD = "The last snapshot stood; the next run healed, and a full rebuild changed nothing."

Prepare = Callable[[], None]


@pytest.fixture(scope="session")
def tried() -> Iterator[dict[str, str]]:
    """What was tried in this session, and how; written down where that is asked for."""
    rows: dict[str, str] = {}
    yield rows
    if os.environ.get("KPIBOT_WRITE_FAULTS"):
        DOCUMENT.write_text(_document(rows), encoding="utf-8")


@pytest.fixture
def written(tried: dict[str, str]) -> Callable[[str, str], None]:
    """Note that a fault was tried and survived; fails where docs/faults.md does not say so."""

    def note(name: str, how: str) -> None:
        tried[name] = how
        if not os.environ.get("KPIBOT_WRITE_FAULTS"):
            assert _row(name, how) in DOCUMENT.read_text(encoding="utf-8"), "run: python tests/etl/test_faults.py"

    return note


@pytest.fixture
def changed(database: Database, import_text: ImportText) -> Database:
    """A database with a snapshot, and changes that the next run would publish."""
    import_text("orders", ORDERS, FIRST)
    import_text("spend", "day,channel,amount", "2026-10-01,meta,5")
    run_etl(database, Company(), NOW)
    import_text("orders", ORDERS, SECOND, FIRST.replace("50.00", "55.00"))
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,o1,2026-10-25T10:00Z,5")
    return database


def assert_survived(database: Database, struck: Callable[[], None]) -> None:
    """The fault costs nothing but the run that it strikes."""
    published = tables_of(database)

    struck()

    assert tables_of(database) == published
    assert run_etl(database, Company(), NOW).snapshot_id is not None
    healed = tables_of(database)
    assert healed != published
    assert run_etl(database, Company(), NOW, full=True).snapshot_id is None
    assert tables_of(database) == healed


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_of_the_database_costs_one_run(
    changed: Database, fault: Fault, written: Callable[[str, str], None]
) -> None:
    """The numbers stay those of the last snapshot, and the operator is told why."""

    def struck() -> None:
        with fault.strike(changed), pytest.raises(RunError, match="the last snapshot stands"):
            run_etl(changed, Company(), NOW)

    assert_survived(changed, struck)
    written(fault.name, fault.how)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of one megabyte; only root can mount one."""
    folder = Path("/var/lib") / f"kpibot-full-disk-{os.getpid()}"
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small file system needs root")
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "kpibot", folder], check=False)  # noqa: S603, S607  # ours
    try:
        if mounted.returncode:
            pytest.skip("no file system can be mounted here")
        yield folder
        subprocess.run(["umount", folder], check=True)  # noqa: S603, S607  # ours
    finally:
        folder.rmdir()


def test_a_disk_that_is_really_full_costs_one_run(
    changed: Database, small_disk: Path, written: Callable[[str, str], None]
) -> None:
    """Not only as the server's words for it."""

    def struck() -> None:
        with on_a_full_disk(changed, small_disk), pytest.raises(RunError, match="No space left on device"):
            run_etl(changed, Company(), NOW)

    assert_survived(changed, struck)
    written("The file system is full", "the published table on a really full file system of 1 MB")


def test_a_restart_of_the_database_costs_one_run(tmp_path: Path, written: Callable[[str, str], None]) -> None:
    """An update of the server at 01:12 is no lost day."""
    server = EmbeddedServer(tmp_path)
    server.start()
    try:
        database = open_database(server.url)
        migrate(database)
        _fill(database, tmp_path, FIRST)
        run_etl(database, Company(), NOW)
        _fill(database, tmp_path, SECOND)

        def restart() -> None:
            server.stop()
            server.start()

        def struck() -> None:
            with before(database, COMPUTING, restart), pytest.raises((RunError, DBAPIError)):
                run_etl(database, Company(), NOW)

        assert_survived(database, struck)
        database.close()
    finally:
        server.destroy()
    written("The database restarts in the middle of a run", "the server is stopped and started while it computes")


def _fill(database: Database, folder: Path, row: str) -> None:
    file = folder / "orders.csv"
    file.write_text(f"{ORDERS}\n{row}\n")
    import_file(database, Company(), "orders", file)


def _row(name: str, how: str) -> str:
    return f"| {name} | {how} | {HELD} |"


def _document(rows: dict[str, str]) -> str:
    table = "\n".join(_row(name, rows[name]) for name in sorted(rows))
    return (
        "# Faults tried on a run\n\n"
        "Written by `python tests/etl/test_faults.py` from a run of the tests; a fault stands here only where its test "
        "passed.\nBeside these, a run is cut off before each of its statements, and its process is killed (`kill -9`) "
        "at several of them\n(`tests/etl/test_run.py`), with the same outcome.\n\n"
        f"| Fault | How it was brought about | Outcome |\n|---|---|---|\n{table}\n"
    )


if __name__ == "__main__":
    os.environ["KPIBOT_WRITE_FAULTS"] = "1"
    sys.exit(pytest.main([__file__, "-q"]))

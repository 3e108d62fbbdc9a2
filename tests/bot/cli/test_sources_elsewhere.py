"""SOURCE_URL on a terminal: runs, doctor, and what is not done twice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from databases import DatabaseServer


@pytest.fixture
def url(server: DatabaseServer, template: str) -> Iterator[str]:
    name = server.copy(template)
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Two orders, in partitions by day as a warehouse writes them."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            "CREATE TABLE orders AS SELECT 'o' || n AS id, 'c' AS customer_id, 10.5 * n AS gross_amount, "
            "timestamptz '2026-10-01 12:00Z' + n * interval '1 day' AS ordered_at, "
            "date '2026-10-01' + n::integer AS day FROM range(1, 3) AS r(n)"
        )
        connection.execute(f"COPY orders TO '{tmp_path}/orders' (FORMAT parquet, PARTITION_BY day)")
    return tmp_path


def kpibot(url: str, source: str, *words: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
    own |= {"DATABASE_URL": url, "SOURCE_URL": source, "COLUMNS": "200"}
    program = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    return subprocess.run(program, capture_output=True, text=True, check=False, env=own)  # noqa: S603  # our own program


def test_a_run_over_files_answers_questions(url: str, lake: Path) -> None:
    """The number that a person asks for comes from the files."""
    run = kpibot(url, f"parquet://{lake}", "etl", "run")
    answer = kpibot(url, f"parquet://{lake}", "ask", "revenue 2026-10-02..2026-10-03")

    assert run.stdout.startswith("Published snapshot 1"), run.stderr
    # Of the last day nobody knows yet that it is complete.
    assert answer.stdout.startswith("Revenue: $10.50. Oct 2, 2026.")


def test_what_lies_elsewhere_is_not_imported_here(url: str, lake: Path, tmp_path: Path) -> None:
    """Rows that would count nowhere are not taken, and a person knows where to bring them."""
    file = tmp_path / "orders.csv"
    file.write_text("id,customer_id,ordered_at,gross_amount\no9,c,2026-10-02T00:00:00Z,1\n")

    done = kpibot(url, f"parquet://{lake}", "import", "orders", str(file))

    assert done.returncode == 1
    assert f"orders is read at {lake} (SOURCE_URL), and nothing was imported" in done.stderr


def test_a_backfill_of_what_is_computed_at_once_is_a_full_run(url: str, lake: Path) -> None:
    """Nobody waits for slices that change nothing."""
    done = kpibot(url, f"parquet://{lake}", "etl", "backfill", "--from", "2026-10-01", "--to", "2026-10-31")

    assert done.returncode == 1
    assert "kpibot etl run --full is the backfill" in done.stderr


def test_the_doctor_says_which_sources_are_there(url: str, lake: Path) -> None:
    """Before the first night one knows whether the files are found."""
    found = kpibot(url, f"parquet://{lake}", "doctor").stdout
    wrong = kpibot(url, f"parquet://{lake}/none", "doctor").stdout

    assert f"ok    sources: orders at {lake}; not there, so not connected: cash_balances, expenses, refunds" in found
    assert "BAD   sources: SOURCE_URL names the folder" in wrong


@pytest.mark.parametrize("words", [("etl", "run"), ("etl", "run", "--full")])
def test_an_engine_that_cannot_be_read_is_a_sentence(url: str, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A folder that is not mounted at night costs no number and shows no trace."""
    done = kpibot(url, f"parquet://{tmp_path}/none", *words)

    assert done.returncode == 1
    assert "the last snapshot stands: SOURCE_URL names the folder" in done.stderr
    assert "Traceback" not in done.stderr

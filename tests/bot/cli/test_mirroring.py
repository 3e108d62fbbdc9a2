"""`kpibot etl mirror` on a terminal, over a company's own tables."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest
from databases import DatabaseServer

SHOP = """
CREATE SCHEMA shop;
CREATE TABLE shop.sales (id int PRIMARY KEY, customer_id int, ordered_at timestamptz, gross_amount numeric);
INSERT INTO shop.sales
SELECT n, n, timestamptz '2026-10-01Z' + n * interval '1 day', n - 1 FROM generate_series(0, 9) n;
"""

Mirror = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def url(server: DatabaseServer, template: str) -> Iterator[str]:
    """A database with the shop's sales, one of which is below nought."""
    name = server.copy(template)
    url = server.url_of(name)
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        connection.execute(SHOP)
    yield url
    server.drop(name)


def kpibot(url: str, mirrored: str, *words: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
    own |= {"DATABASE_URL": url, "KPIBOT_MIRRORED": mirrored, "COLUMNS": "200"}
    program = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    return subprocess.run(program, capture_output=True, text=True, check=False, env=own)  # noqa: S603  # our own program


def test_mirroring_accounts_for_every_row(url: str) -> None:
    """A person sees what was found, what can't be used and why; the next run publishes it."""
    first, again = (kpibot(url, "orders = shop.sales", "etl", "mirror", *words) for words in ([], ["--full"]))
    run = kpibot(url, "orders = shop.sales", "etl", "run")

    account = "orders from shop.sales: 10 days compared, read 10 = {} + 1 refused; 0 deleted"
    refusal = "  0: gross_amount '-1' is negative"
    assert first.stdout.splitlines() == [account.format("9 new + 0 changed + 0 same"), refusal]
    assert again.stdout.splitlines() == [account.format("0 new + 0 changed + 9 same"), refusal]
    assert run.stdout.startswith("Published snapshot 1")
    assert (first.returncode, again.returncode) == (0, 0)


def test_a_relation_that_cannot_be_mirrored_is_a_sentence_and_an_exit_code(url: str) -> None:
    """A script stops, and a person knows what to do; the other sources were mirrored."""
    done = kpibot(url, "orders = shop.sales, spend = ads.spend", "etl", "mirror")

    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith("orders from shop.sales: 10 days compared")
    assert done.stdout.splitlines()[-1] == "There is no relation ads.spend to mirror spend from: see KPIBOT_MIRRORED."
    assert "Traceback" not in done.stderr


def test_without_a_relation_there_is_nothing_to_mirror() -> None:
    """Whoever forgets the setting is told how to write it."""
    done = kpibot("postgresql://u@127.0.0.1:9/none", "", "etl", "mirror")

    assert done.returncode == 1
    assert "No source is mirrored: name its relation, as in KPIBOT_MIRRORED=orders = shop.kpi_orders." in done.stderr

"""A company whose sources lie in Parquet files reads the numbers that it would read with its rows in our own tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest
from aggregates import tables_of
from copies import Copies
from lakes import fill, write_parquet
from moments import NOW
from sqlalchemy import Connection, text

from etl.company import Company
from etl.engines.addresses import read_source_address
from etl.run import RunError, RunKind, run_etl
from store.database import Database
from store.tables import SOURCE_TABLES

_CHANGES = 12


class Lake:
    """Parquet files of what stands in a database, and a company whose sources they are."""

    def __init__(self, here: Database, folder: Path) -> None:
        self.here, self.folder = here, folder
        self.company = Company(elsewhere=read_source_address(f"parquet://{folder}"))
        self.write()

    def write(self) -> None:
        write_parquet(self.here, self.folder, SOURCE_TABLES)


@pytest.fixture
def there(copies: Copies) -> Iterator[Database]:
    """The database of the company whose sources lie elsewhere."""
    with copies.one() as database:
        yield database


@pytest.fixture
def lake(database: Database, tmp_path: Path) -> Lake:
    fill(database, 7, "America/Toronto")
    # What is imported stays here, and is no source of the lake.
    with database.write() as connection:
        for table in ("experiment_results", "experiments", "forecasts", "source_watermarks"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # our own names
    run_etl(database, Company(), NOW, full=True)
    return Lake(database, tmp_path)


def test_a_run_over_files_publishes_what_a_run_over_our_tables_does(lake: Lake, there: Database) -> None:
    """Numbers and certificates are the same, wherever the rows lie."""
    result = run_etl(there, lake.company, NOW)

    assert result.kind is RunKind.FIRST
    assert tables_of(there) == tables_of(lake.here)


@pytest.mark.parametrize("seed", range(4))
def test_light_runs_over_files_end_where_a_full_rebuild_ends(lake: Lake, there: Database, seed: int) -> None:
    """Rows of the last days that come, change and go between two nights are neither lost nor doubled."""
    dice = Random(seed)  # noqa: S311  # a reproducible draw is the purpose
    run_etl(there, lake.company, NOW)

    for _ in range(3):
        with lake.here.write() as connection:
            for _ in range(_CHANGES):
                dice.choice(_DRAWS)(connection, dice)
        lake.write()
        result = run_etl(there, lake.company, NOW)
        run_etl(lake.here, Company(), NOW, recount=2)
        assert result.kind is RunKind.INCREMENTAL
        assert tables_of(there) == tables_of(lake.here)

    assert run_etl(there, lake.company, NOW, full=True).snapshot_id is None


def test_a_light_run_over_files_that_did_not_change_publishes_nothing(lake: Lake, there: Database) -> None:
    """Every five minutes somebody looks; there is no snapshot for each."""
    run_etl(there, lake.company, NOW)
    assert run_etl(there, lake.company, NOW).snapshot_id is None


def test_an_old_row_that_changed_is_seen_at_night(lake: Lake, there: Database) -> None:
    """Between two nights only the last days are looked at; a night sees all of them."""
    run_etl(there, lake.company, NOW)
    with lake.here.write() as connection:
        connection.execute(text("UPDATE orders SET gross_amount = gross_amount + 1 WHERE ordered_at < '2026-01-01Z'"))
    lake.write()

    assert run_etl(there, lake.company, NOW).snapshot_id is None
    assert run_etl(there, lake.company, NOW, full=True).snapshot_id is not None
    run_etl(lake.here, Company(), NOW, full=True)
    assert tables_of(there) == tables_of(lake.here)


def test_an_order_that_moves_out_of_the_last_days_is_moved_and_not_lost(lake: Lake, there: Database) -> None:
    """An order that was filed under the wrong week would be missing from both until the night."""
    with lake.here.write() as connection:
        _order(connection, Random(3))  # noqa: S311  # a reproducible draw is the purpose
    lake.write()
    run_etl(there, lake.company, NOW)
    with lake.here.write() as connection:
        moved = text(f"UPDATE orders SET ordered_at = ordered_at - interval '30 days' WHERE {_RECENT}")  # noqa: S608  # our own condition
        assert connection.execute(moved).rowcount
    lake.write()

    run_etl(there, lake.company, NOW)
    run_etl(lake.here, Company(), NOW)

    assert _revenue(there) == _revenue(lake.here)


def test_a_source_that_comes_back_is_not_counted_twice(lake: Lake, there: Database) -> None:
    """A folder that is not there for five minutes would double the spend of three days until the night."""
    with lake.here.write() as connection:
        _spend(connection, Random(1))  # noqa: S311  # as above
    lake.write()
    run_etl(there, lake.company, NOW)
    before = tables_of(there)["metrics_daily"]
    (lake.folder / "spend").rename(lake.folder / "elsewhere")
    gone = run_etl(there, lake.company, NOW)
    (lake.folder / "elsewhere").rename(lake.folder / "spend")
    run_etl(there, lake.company, NOW, full=True)

    assert gone.kind is RunKind.FULL
    assert tables_of(there)["metrics_daily"] == before


def test_rows_here_of_a_source_that_lies_elsewhere_count_nowhere(lake: Lake, there: Database) -> None:
    """A loader that was not switched off would count each order twice until the night."""
    run_etl(there, lake.company, NOW)
    before = tables_of(there)
    with there.write() as connection:
        connection.execute(
            text(
                "INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel) "
                "VALUES ('stray', 'c', :at, 5, 1, 'CAD', 'meta')"
            ),
            {"at": NOW},
        )

    run_etl(there, lake.company, NOW)

    assert tables_of(there) == before


def _revenue(database: Database) -> list[tuple[object, ...]]:
    query = "SELECT day, sum(gross_revenue), sum(orders) FROM metrics_daily WHERE orders <> 0 GROUP BY day ORDER BY day"
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@contextmanager
def _changed_files(lake: Lake, source: str) -> Iterator[Callable[[str], object]]:
    """Change the rows of a source in its file, by SQL over the table `written`."""
    file = lake.folder / source / "part-0.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE written AS SELECT * FROM '{file}'")  # noqa: S608  # our own file
        yield connection.execute
        connection.execute(f"COPY written TO '{file}' (FORMAT parquet)")


_BROKEN = [
    ("orders", "INSERT INTO written SELECT * FROM written LIMIT 1", "1 row too many of the same id"),
    ("orders", "UPDATE written SET gross_amount = -1 WHERE cogs = 0", "whose gross_amount is negative"),
    ("orders", "UPDATE written SET currency = 'USD' WHERE cogs = 0", "whose currency is not the company's"),
    ("orders", "ALTER TABLE written DROP COLUMN customer_id", "lacks customer_id"),
    ("orders", "ALTER TABLE written ALTER ordered_at TYPE timestamp", "where a moment with its time zone is expected"),
    ("spend", "ALTER TABLE written ALTER amount TYPE text; UPDATE written SET amount = 'much'", "DuckDB can't read"),
]


def test_a_day_that_is_written_as_text_is_read(lake: Lake, there: Database) -> None:
    """A warehouse that keeps days as text would have its numbers at night alone."""
    with _changed_files(lake, "spend") as execute:
        execute("ALTER TABLE written ALTER day TYPE text")
    run_etl(there, lake.company, NOW)

    assert run_etl(there, lake.company, NOW).kind is RunKind.INCREMENTAL
    assert tables_of(there) == tables_of(lake.here)


@pytest.mark.parametrize(("source", "change", "reason"), _BROKEN)
def test_files_that_break_their_contract_publish_nothing_and_say_why(
    lake: Lake, there: Database, source: str, change: str, reason: str
) -> None:
    """What is wrong is not added up; the last numbers stand."""
    run_etl(there, lake.company, NOW)
    before = tables_of(there)
    with _changed_files(lake, source) as execute:
        execute(change)

    with pytest.raises(RunError, match="the last snapshot stands") as raised:
        run_etl(there, lake.company, NOW, full=True)

    assert reason in str(raised.value)
    assert tables_of(there) == before


def test_orders_that_vanished_are_not_orders_of_nothing(lake: Lake, there: Database) -> None:
    """A renamed folder is no day without revenue."""
    run_etl(there, lake.company, NOW)
    (lake.folder / "orders").rename(lake.folder / "orders_2027")

    with pytest.raises(RunError, match="There is no relation orders"):
        run_etl(there, lake.company, NOW, full=True)


def _at(dice: Random) -> datetime:
    """A moment of the last days that are looked at, in Toronto."""
    return datetime(2026, 11, 20, 6, tzinfo=UTC) + timedelta(minutes=dice.randrange(2 * 24 * 60 + 8 * 60))


def _some(connection: Connection, dice: Random, query: str) -> str | None:
    found = sorted(connection.execute(text(query)).scalars())
    return dice.choice(found) if found else None


def _order(connection: Connection, dice: Random) -> None:
    customer = _some(connection, dice, "SELECT DISTINCT customer_id FROM orders") if dice.random() < 0.7 else None
    statement = (
        "INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel) "
        "VALUES (:id, :customer, :at, :amount, 3.1, 'CAD', :channel)"
    )
    number = dice.randrange(10**9)
    connection.execute(
        text(statement),
        {
            "id": f"new {number}",
            # Ids are letters of somebody else's: they stand in queries, and must stay letters there.
            "customer": customer or f"o'brien \\ {number}:zone; --",
            "at": _at(dice),
            "amount": dice.randrange(10_000) / 100,
            "channel": dice.choice(("meta", "TikTok", "Reels")),
        },
    )


_RECENT = "ordered_at >= timestamptz '2026-11-20 05:00Z'"


def _reprice(connection: Connection, dice: Random) -> None:
    order = _some(connection, dice, f"SELECT id FROM orders WHERE {_RECENT}")  # noqa: S608  # our own condition
    connection.execute(text("UPDATE orders SET gross_amount = gross_amount + 2.5 WHERE id = :id"), {"id": order})


def _give_away(connection: Connection, dice: Random) -> None:
    order = _some(connection, dice, f"SELECT id FROM orders WHERE {_RECENT}")  # noqa: S608  # as above
    customer = _some(connection, dice, "SELECT DISTINCT customer_id FROM orders")
    connection.execute(
        text("UPDATE orders SET customer_id = :customer WHERE id = :id"), {"id": order, "customer": customer}
    )


def _delete(connection: Connection, dice: Random) -> None:
    order = _some(connection, dice, f"SELECT id FROM orders WHERE {_RECENT}")  # noqa: S608  # as above
    connection.execute(text("DELETE FROM orders WHERE id = :id"), {"id": order})


def _refund(connection: Connection, dice: Random) -> None:
    order = _some(connection, dice, "SELECT id FROM orders WHERE gross_amount > 1 AND ordered_at < '2026-11-20Z'")
    statement = "INSERT INTO refunds (id, order_id, refunded_at, amount) VALUES (:id, :order, :at, 0.5)"
    connection.execute(text(statement), {"id": f"new {dice.randrange(10**9)}", "order": order, "at": _at(dice)})


def _touch(connection: Connection, dice: Random) -> None:
    customer = _some(connection, dice, "SELECT DISTINCT customer_id FROM orders")
    statement = "INSERT INTO touchpoints VALUES (:customer, :at, :channel) ON CONFLICT DO NOTHING"
    connection.execute(text(statement), {"customer": customer, "at": _at(dice), "channel": dice.choice(("meta", "ig"))})


def _spend(connection: Connection, dice: Random) -> None:
    statement = (
        "INSERT INTO spend (day, channel, campaign, amount, currency) VALUES (:day, 'meta', 'late', :amount, 'CAD') "
        "ON CONFLICT (day, channel, campaign) DO UPDATE SET amount = excluded.amount"
    )
    day = datetime(2026, 11, 20 + dice.randrange(3), tzinfo=UTC).date()
    connection.execute(text(statement), {"day": day, "amount": dice.randrange(1_000)})


_DRAWS = (_order, _order, _order, _reprice, _give_away, _delete, _refund, _touch, _spend)

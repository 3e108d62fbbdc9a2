"""What a mirroring does where it can't: it says so in a sentence, and what was there stands."""

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pytest
from aggregates import tables_of
from moments import NOW
from shops import Shop
from sqlalchemy import select, text

from etl.contracts import CONTRACTS
from etl.mirroring import Depth, MirrorError, mirror_changed
from etl.mirroring.checking import check_relation
from etl.mirroring.errors import RelationError
from etl.relations import Relation
from etl.run import run_etl
from store.tables import CHANGE_TABLES, imports, orders, refunds, source_fingerprints, spend

ORDERS = (
    "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
    "SELECT 'o' || n, 'c', timestamptz '2026-10-01Z' + n * interval '9 hours', n, 'CAD' FROM generate_series(0, 40) n"
)
SPEND = "INSERT INTO shop.spend (day, channel, amount, currency) VALUES ('2026-10-{:02}', 'meta', 5, 'CAD')"
MIRROR = """
import sys
from datetime import datetime, UTC
from etl.company import Company
from etl.contracts import CONTRACTS
from etl.mirroring import Depth, mirror_changed
from etl.relations import Relation
from store.database import open_database
company = Company(mirrored={"orders": Relation("shop", "orders"), "spend": Relation("shop", "spend")})
mirror_changed(open_database(sys.argv[1]), company, datetime(2026, 11, 22, 15, tzinfo=UTC), depth=Depth.ROWS)
"""


@pytest.fixture
def mirrored(shop: Shop) -> Shop:
    """Orders and spend, mirrored through views and published."""
    shop.execute(
        ORDERS,
        SPEND.format(1),
        "CREATE VIEW shop.kpi_orders AS SELECT * FROM shop.orders",
        "CREATE VIEW shop.kpi_spend AS SELECT * FROM shop.spend",
    )
    shop = shop.mirroring(orders="kpi_orders", spend="kpi_spend")
    shop.mirror()
    run_etl(shop.database, shop.company, NOW)
    return shop


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "CREATE VIEW shop.kpi_orders AS SELECT id, gross_amount FROM shop.orders",
            "shop.kpi_orders can't be mirrored as orders: it lacks customer_id, ordered_at.",
        ),
        (
            (
                "CREATE VIEW shop.kpi_orders AS SELECT id, customer_id, ordered_at::timestamp, gross_amount::money, "
                "0 AS refund_amount FROM shop.orders"
            ),
            (
                "shop.kpi_orders can't be mirrored as orders: ordered_at is timestamp without time zone, where "
                "timestamptz is expected (say in a view whose time it is, as in ordered_at AT TIME ZONE 'UTC'); "
                "gross_amount is money, where numeric is expected; "
                "it has refund_amount, and refunds are mirrored from a relation of their own only."
            ),
        ),
        (
            (
                "CREATE VIEW shop.kpi_orders AS SELECT id, customer_id, ordered_at, "
                "1 / (gross_amount - 7) AS gross_amount FROM shop.orders"
            ),
            "shop.kpi_orders can't be read, and orders stands as it was: division by zero.",
        ),
        (
            "SELECT 1",
            "There is no relation shop.kpi_orders to mirror orders from: see KPIBOT_MIRRORED.",
        ),
    ],
)
def test_a_view_that_breaks_is_a_sentence_and_harms_nothing(mirrored: Shop, statement: str, sentence: str) -> None:
    """Its source and its numbers stand as they were, and the other sources go on."""
    numbers = tables_of(mirrored.database)["source_days"]
    mirrored.execute("DROP VIEW shop.kpi_orders", statement, SPEND.format(2))

    done = mirrored.mirror(Depth.ROWS)
    run_etl(mirrored.database, mirrored.company, NOW)

    assert [(fault.source, fault.sentence) for fault in done.faults] == [("orders", sentence)]
    assert [(each.source, each.counts.new) for each in done.sources] == [("spend", 1)]
    assert tables_of(mirrored.database)["source_days"] == sorted([*numbers, ("spend", date(2026, 10, 2), 1)])
    assert mirrored.rows("SELECT count(*) FROM orders") == [(41,)]


def test_a_relation_that_may_not_be_read_says_what_to_grant(shop: Shop) -> None:
    """An operator is told the two statements that are missing, not a code."""
    with shop.database.engine.connect() as connection:
        # Never committed: roles are the whole server's.
        connection.execute(text("CREATE ROLE kpibot_stranger"))
        connection.execute(text("GRANT USAGE ON SCHEMA kpibot TO kpibot_stranger"))
        connection.execute(text("SET LOCAL ROLE kpibot_stranger"))
        with pytest.raises(RelationError) as refused:
            check_relation(connection, CONTRACTS["orders"], Relation("shop", "orders"))
        connection.rollback()

    assert str(refused.value) == (
        "kpibot_stranger may not read shop.orders: GRANT USAGE ON SCHEMA shop and SELECT ON shop.orders to it."
    )


def test_kpibots_own_table_is_no_relation_to_mirror(shop: Shop) -> None:
    """A slip in the setting does not let a source eat itself."""
    company = replace(shop.company, mirrored={"orders": Relation("kpibot", "orders")})

    done = mirror_changed(shop.database, company, NOW, depth=Depth.DAYS)

    assert [fault.sentence for fault in done.faults] == [
        "kpibot.orders is kpibot's own table: orders can't be mirrored from it."
    ]


def test_a_killed_mirroring_leaves_everything_as_it_was(mirrored: Shop) -> None:
    """Whatever it had merged by then is gone with it, and the next one does it all."""
    mirrored.execute("DELETE FROM shop.orders WHERE id = 'o1'", "UPDATE shop.orders SET gross_amount = 99")
    url = mirrored.database.engine.url.render_as_string(hide_password=False)
    before = _everything(mirrored)

    with mirrored.database.engine.connect() as holder:
        # The mirroring waits for it when orders are merged and spend is not.
        holder.execute(text("LOCK TABLE spend_changes IN ACCESS EXCLUSIVE MODE"))
        mirrored.execute(SPEND.format(3))
        process = subprocess.Popen([sys.executable, "-c", MIRROR, url])  # noqa: S603  # our own program
        _wait_until_one_waits(mirrored)
        process.kill()
        process.wait()

    assert _everything(mirrored) == before
    assert mirrored.mirror_one(depth=Depth.DAYS).counts.changed == 40


def test_a_database_that_goes_away_is_a_sentence(mirrored: Shop) -> None:
    """A run after it is told that nothing was mirrored, and nothing was."""
    mirrored.execute(
        "CREATE FUNCTION shop.cut() RETURNS boolean LANGUAGE sql RETURN pg_terminate_backend(pg_backend_pid())",
        "DROP VIEW shop.kpi_spend",
        "CREATE VIEW shop.kpi_spend AS SELECT * FROM shop.spend WHERE shop.cut()",
        "DELETE FROM shop.orders",
    )
    before = _everything(mirrored)

    with pytest.raises(MirrorError, match="Nothing was mirrored, and everything stands as it was: "):
        mirrored.mirror()

    assert _everything(mirrored) == before


def _everything(shop: Shop) -> list[list[str]]:
    tables = (orders, refunds, spend, CHANGE_TABLES["orders"], CHANGE_TABLES["spend"], source_fingerprints, imports)
    with shop.database.read() as connection:
        return [sorted(map(str, connection.execute(select(table)))) for table in tables]


def _wait_until_one_waits(shop: Shop) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    deadline = time.monotonic() + 30
    while shop.rows(waiting) == [(0,)]:
        assert time.monotonic() < deadline, "the mirroring never came to the lock"

"""Local days: where a mirrored row lies, how far a mirroring looks, and what it costs."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from moments import NOW
from shops import Shop
from sqlalchemy import text

from etl.contracts import ORDERS
from etl.mirroring import Depth, Pace
from etl.mirroring.before_run import depth_before
from etl.mirroring.checking import check_relation
from etl.mirroring.fingerprints import _seeing
from etl.relations import Relation

# An order on each half hour of three days and a half, in the order of time.
HALF_HOURS = """
INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency)
SELECT 'o' || n, 'c', timestamptz '{}' + n * interval '30 minutes', n, 'CAD' FROM generate_series(0, 167) n
"""


@pytest.mark.parametrize(
    ("zone", "changes_on", "hours"),
    [
        ("America/Toronto", date(2026, 11, 1), 25),
        ("America/Toronto", date(2027, 3, 14), 23),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        # The clock goes back over midnight, and forward over it.
        ("America/Havana", date(2026, 11, 1), 25),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Asia/Kathmandu", date(2026, 4, 5), 24),
    ],
)
def test_days_are_the_companys_own(shop: Shop, zone: str, changes_on: date, hours: float) -> None:
    """The day on which the clock changes has its every hour once, at each depth, and so have its neighbours."""
    shop.execute(HALF_HOURS.format(f"{changes_on - timedelta(days=1)} 00:00Z"))
    moments = [row[0] for row in shop.rows("SELECT ordered_at FROM shop.orders")]
    days = Counter(moment.astimezone(ZoneInfo(zone)).date() for moment in moments)  # type: ignore[attr-defined]  # of timestamptz
    # The change day is the first of those that a light run looks at.
    late = datetime(changes_on.year, changes_on.month, changes_on.day + 2, 12, tzinfo=ZoneInfo(zone))
    mirrored = replace(shop.mirroring(orders="orders").in_zone(zone), now=late)

    recent = mirrored.mirror_one(depth=Depth.RECENT)
    every_day = mirrored.mirror_one(depth=Depth.DAYS)

    assert days[changes_on] == 2 * hours
    assert recent.counts.new == sum(rows for day, rows in days.items() if day >= changes_on)
    assert every_day.counts.new == sum(rows for day, rows in days.items() if day < changes_on)
    found = dict(mirrored.rows("SELECT day, rows FROM source_fingerprints"))
    assert found == dict(days)


def test_the_hour_that_comes_twice_is_compared_with_its_day(shop: Shop) -> None:
    """What changes in the second hour of two is found, and nothing of another day is read for it."""
    shop.execute(HALF_HOURS.format("2026-10-31 04:00Z"))
    mirrored = shop.mirroring(orders="orders")
    mirrored.mirror()
    # 01:30 in Toronto, the second time: the 52nd half hour from the midnight before the change.
    mirrored.execute("UPDATE shop.orders SET gross_amount = 0 WHERE ordered_at = '2026-11-01 06:30Z'")

    done = mirrored.mirror_one()

    assert (done.days_compared, done.counts.read, done.counts.changed) == (1, 50, 1)


def test_an_open_day_is_looked_at_as_often_as_it_changes(shop: Shop) -> None:
    """Light runs bring each new order of today once."""
    mirrored = shop.mirroring(orders="orders")
    counts = []
    for number in range(3):
        shop.execute(
            "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "  # noqa: S608  # a number of our own
            f"VALUES ('o{number}', 'c', '2026-11-22 14:00Z', 5, 'CAD')"
        )
        counts.append(mirrored.mirror_one(depth=Depth.RECENT).counts)

    assert [(each.new, each.same) for each in counts] == [(1, 0), (1, 1), (1, 2)]


def test_a_light_look_reads_the_last_days_by_their_index(shop: Shop) -> None:
    """Every five minutes costs what the last days hold, not what the whole table does."""
    shop.execute(
        "CREATE INDEX ON shop.orders (ordered_at)",
        "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
        "SELECT n, 'c', timestamptz '2026-11-22Z' - n * interval '1 hour', 5, 'CAD' FROM generate_series(1, 9000) n",
        "CREATE VIEW shop.seen AS SELECT * FROM shop.orders",
        "ANALYZE shop.orders",
    )
    parameters = {"zone": "America/Toronto", "first": "2026-11-20", "last": "infinity"}
    with shop.database.read() as connection:
        shape = check_relation(connection, ORDERS, Relation("shop", "seen"))
        query = text("EXPLAIN " + _seeing(shape, date(2026, 11, 20)))
        plan = "\n".join(connection.execute(query, parameters).scalars())

    assert "orders_ordered_at_idx" in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize(
    ("pace", "now", "depth"),
    [
        (Pace.LIGHT, NOW, Depth.RECENT),
        (Pace.DAILY, NOW, Depth.DAYS),
        # 23:59 on Sunday and 00:00 on Monday in Toronto.
        (Pace.DAILY, datetime(2026, 11, 23, 4, 59, tzinfo=UTC), Depth.DAYS),
        (Pace.DAILY, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), Depth.ROWS),
        (Pace.LIGHT, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), Depth.RECENT),
    ],
)
def test_how_deep_a_run_looks(pace: Pace, now: datetime, depth: Depth) -> None:
    """The last days every few minutes, every day each night, and every row in the company's night to Monday."""
    assert depth_before(pace, now, "America/Toronto") is depth

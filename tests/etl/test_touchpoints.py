"""Touchpoints come in with every row accounted for, and lead to conversions by the rule that the docs state."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from company import SmallCompany
from moments import NOW
from sqlalchemy import select, text

from etl.company import Company
from etl.importing import import_file
from etl.run import run_etl
from etl.sample import write_sample_company
from store.database import Database
from store.tables import conversion_paths, touchpoints

TORONTO = ZoneInfo("America/Toronto")
CUSTOMERS = "id,customer_id,ordered_at,gross_amount,channel\n"


def imported(database: Database, folder: Path, source: str, content: str) -> object:
    file = folder / f"{source}.csv"
    file.write_text(content, encoding="utf-8")
    return import_file(database, Company(), source, file).counts


def paths(database: Database) -> dict[tuple[date, str], tuple[int, Decimal]]:
    table = conversion_paths.c
    with database.read() as connection:
        rows = connection.execute(select(table.day, table.path, table.conversions, table.revenue)).all()
    return {(day, path): (conversions, revenue) for day, path, conversions, revenue in rows}


def test_rows_are_new_the_same_or_refused_and_all_are_counted(database: Database, tmp_path: Path) -> None:
    """A touch would be lost without a word, or counted twice when the file comes again."""
    content = (
        "customer_id,touched_at,channel\nc1,2026-10-01T10:00:00Z,meta\nc1,2026-10-01T10:00:00Z,tiktok\n"
        "c1,2026-10-01T10:00:00Z,meta\nc1,2026-10-01T10:00:00,meta\n,2026-10-01T10:00:00Z,meta\nc2,2026-10-02T10:00:00Z,\n"
    )
    first = imported(database, tmp_path, "touchpoints", content)
    again = imported(database, tmp_path, "touchpoints", content)

    assert (first.read, first.new, first.same, first.refused) == (6, 2, 1, 3)  # type: ignore[attr-defined]  # Counts
    assert (again.read, again.new, again.same, again.refused) == (6, 0, 3, 3)  # type: ignore[attr-defined]  # as above
    with database.read() as connection:
        assert len(connection.execute(select(touchpoints)).all()) == 2


@pytest.mark.parametrize(
    ("touched", "path"),
    [
        ("2026-10-31T15:00:00-04:00", "meta 0"),
        ("2026-10-31T15:00:01-04:00", ""),
        ("2026-10-31T00:00:00-04:00", "meta 0"),
        ("2026-10-30T23:59:59-04:00", "meta 1"),
        ("2026-10-01T00:00:00-04:00", "meta 30"),
        ("2026-09-30T23:59:59-04:00", ""),
    ],
)
def test_touches_count_up_to_the_order_and_thirty_days_before_it(
    database: Database, tmp_path: Path, touched: str, path: str
) -> None:
    """A channel would be credited for what came after the order, or a year before."""
    imported(database, tmp_path, "orders", f"{CUSTOMERS}o1,c1,2026-10-31T15:00:00-04:00,50.10,other\n")
    imported(database, tmp_path, "touchpoints", f"customer_id,touched_at,channel\nc1,{touched},facebook\n")
    run_etl(database, Company(), NOW)

    assert paths(database) == {(date(2026, 10, 31), path): (1, Decimal("50.10"))}


def test_how_many_days_count_is_the_companys_to_say(database: Database, tmp_path: Path) -> None:
    """The setting would be decoration."""
    imported(database, tmp_path, "orders", f"{CUSTOMERS}o1,c1,2026-10-31T15:00:00-04:00,50,other\n")
    imported(database, tmp_path, "touchpoints", "customer_id,touched_at,channel\nc1,2026-10-20T15:00:00Z,meta\n")
    run_etl(database, Company(attribution_days=11), NOW)
    within = paths(database)
    run_etl(database, Company(attribution_days=10), NOW)

    assert list(within) == [(date(2026, 10, 31), "meta 11")]
    assert list(paths(database)) == [(date(2026, 10, 31), "")]


def test_only_first_orders_are_conversions(database: Database, tmp_path: Path) -> None:
    """Who orders each month would be won anew each month."""
    rows = "o1,c1,2026-10-01T15:00:00Z,50,other\no2,c1,2026-10-20T15:00:00Z,70,other\n"
    imported(database, tmp_path, "orders", CUSTOMERS + rows)
    imported(database, tmp_path, "touchpoints", "customer_id,touched_at,channel\nc1,2026-10-19T15:00:00Z,meta\n")
    run_etl(database, Company(), NOW)

    assert paths(database) == {(date(2026, 10, 1), ""): (1, Decimal(50))}


def test_a_late_touchpoint_moves_the_conversion_to_its_path(database: Database, tmp_path: Path) -> None:
    """The conversion would stand in two rows, or stay without touches for ever."""
    imported(database, tmp_path, "orders", f"{CUSTOMERS}o1,c1,2026-10-31T15:00:00-04:00,50,other\n")
    run_etl(database, Company(), NOW)
    imported(database, tmp_path, "touchpoints", "customer_id,touched_at,channel\nc1,2026-10-30T15:00:00Z,meta\n")
    run_etl(database, Company(), NOW)

    assert paths(database) == {(date(2026, 10, 31), "meta 1"): (1, Decimal(50))}


def test_a_path_without_end_does_not_stop_the_run(database: Database, tmp_path: Path) -> None:
    """One robot's thousand clicks would keep everybody's numbers from being published."""
    start = datetime(2026, 10, 2, tzinfo=TORONTO)
    rows = "".join(f"c1,{(start + timedelta(minutes=n)).isoformat()},tiktok\n" for n in range(1_000))
    imported(database, tmp_path, "orders", f"{CUSTOMERS}o1,c1,2026-10-31T15:00:00-04:00,50,other\n")
    imported(database, tmp_path, "touchpoints", f"customer_id,touched_at,channel\n{rows}")
    run_etl(database, Company(), NOW)

    ((_, path),) = paths(database)
    assert path.split(", ") == ["tiktok 29"] * 200


def test_the_sample_companys_paths_are_what_its_rows_say(database: Database, tmp_path: Path) -> None:
    """The SQL could be wrong in a way that small examples do not show."""
    files = write_sample_company(tmp_path, date(2026, 11, 21), days=90, ugly=False)
    import_file(database, Company(), "orders", files.orders)
    import_file(database, Company(), "touchpoints", files.touchpoints)
    run_etl(database, Company(), NOW)

    with database.read() as connection:
        orders = connection.execute(text("SELECT customer_id, ordered_at, gross_amount, id FROM orders")).all()
        touched = connection.execute(text("SELECT customer_id, touched_at, channel FROM touchpoints")).all()
    expected: Counter[tuple[date, str]] = Counter()
    money: dict[tuple[date, str], Decimal] = {}
    for customer in {row.customer_id for row in orders}:
        first = min((row for row in orders if row.customer_id == customer), key=lambda row: (row.ordered_at, row.id))
        day = first.ordered_at.astimezone(TORONTO).date()
        before = sorted(
            (row.touched_at, row.channel, (day - row.touched_at.astimezone(TORONTO).date()).days)
            for row in touched
            if row.customer_id == customer and row.touched_at <= first.ordered_at
        )
        key = day, ", ".join(f"{channel} {days}" for _, channel, days in before if days <= 30)
        expected[key] += 1
        money[key] = money.get(key, Decimal(0)) + first.gross_amount

    assert paths(database) == {key: (number, money[key]) for key, number in expected.items()}


def test_paths_come_to_the_new_customers_and_their_revenue(database: Database) -> None:
    """Attribution would be of other customers than every other number."""
    small = SmallCompany(database)
    small.customers(date(2026, 10, 3), 3)
    small.order("o9", "c9", date(2026, 10, 4), amount=70)
    small.order("o10", "c9", date(2026, 10, 5), amount=80)
    small.touch("c9", date(2026, 10, 1), "tiktok")
    small.run()

    with database.read() as connection:
        daily = text("SELECT sum(new_customers), sum(new_customer_revenue) FROM metrics_daily")
        found = connection.execute(daily).one()
        led_to = connection.execute(text("SELECT sum(conversions), sum(revenue) FROM conversion_paths")).one()
    # The measure counts all orders of the first day; here each customer has one on it.
    assert tuple(led_to) == tuple(found) == (4, 220)

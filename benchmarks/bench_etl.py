"""A full run against the bare SQL of its transforms over the same rows, and an incremental run after 1,000 changes.

Run: make bench, or python benchmarks/bench_etl.py [ORDERS] [ROUNDS]
"""

import sys
from datetime import UTC, datetime

from side_by_side import database, in_turn, seconds, show
from sqlalchemy import text

from etl.company import Company
from etl.run import run_etl
from etl.transforms import DATED, read_transform
from store.database import Database
from store.tables import AGGREGATES

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
ORDERS = """
INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel)
SELECT 'o' || n, 'c' || (n * 7919::bigint % (:orders / 3)),
    timestamptz '2024-11-22Z' + n * (interval '730 days' / :orders),
    (n % 90) + 0.5, (n % 30) + 0.25, 'CAD', (ARRAY['meta', 'tiktok', 'other'])[1 + n % 3]
FROM generate_series(1, :orders) n
"""
REFUNDS = """
INSERT INTO refunds (id, order_id, refunded_at, amount)
SELECT 'r' || id, id, ordered_at + interval '9 days', gross_amount / 2
FROM orders WHERE right(id, 2) IN ('17', '42', '99')
"""
CHANGES = """
UPDATE orders SET gross_amount = gross_amount + 1
WHERE id IN (SELECT id FROM orders WHERE ordered_at > timestamptz '2026-10-23Z' LIMIT 1000)
"""


def fill(target: Database, orders: int) -> None:
    """A company of so many orders over two years."""
    with target.write() as connection:
        connection.execute(text(ORDERS), {"orders": orders})
        connection.execute(text(REFUNDS))
        connection.execute(text("ANALYZE orders"))


def bare_sql(target: Database) -> None:
    """The floor: every transform as a bare SELECT, its result thrown away."""
    with target.write() as connection:
        connection.execute(text("SET LOCAL work_mem = '256MB'"))
        for name in DATED:
            connection.execute(
                text(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {read_transform(name)}"), Company().parameters
            )
        for aggregate in AGGREGATES:
            connection.execute(text(f"SELECT count(*) FROM ({read_transform(aggregate.name)}) AS result"))


def main() -> None:
    """Measure and print."""
    orders, rounds = (int(argument) for argument in (*sys.argv[1:], "300000", "3")[:2])
    with database() as target:
        fill(target, orders)
        run_etl(target, Company(), NOW)
        full = in_turn(
            {"bare SQL": lambda: bare_sql(target), "full run": lambda: run_etl(target, Company(), NOW, full=True)},
            rounds,
        )
        with target.write() as connection:
            connection.execute(text(CHANGES))
        incremental = seconds(lambda: run_etl(target, Company(), NOW))
        idle = seconds(lambda: run_etl(target, Company(), NOW))
    show(
        f"ETL over {orders:,} orders, medians of {rounds}",
        {
            "bare SQL of the transforms": f"{full['bare SQL']:.2f} s",
            "full run": f"{full['full run']:.2f} s, {full['full run'] / full['bare SQL']:.2f} of the bare SQL",
            "after 1,000 changes": f"{incremental:.2f} s, 1/{full['full run'] / incremental:.0f} of the full run",
            "after none": f"{idle:.2f} s",
        },
    )


if __name__ == "__main__":
    main()

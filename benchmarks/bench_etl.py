"""A full run against the bare SQL of its transforms over the same rows.

Run: make bench, or python benchmarks/bench_etl.py [ORDERS] [ROUNDS]
"""

import sys
from datetime import UTC, datetime

from large_company import fill
from side_by_side import database, in_turn, show
from sqlalchemy import text

from etl.company import Company
from etl.run import run_etl
from etl.transforms import DATED, read_transform
from store.database import Database
from store.tables import AGGREGATES

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


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
        made = fill(target, orders)
        run_etl(target, Company(), NOW)
        full = in_turn(
            {"bare SQL": lambda: bare_sql(target), "full run": lambda: run_etl(target, Company(), NOW, full=True)},
            rounds,
        )
    show(
        f"ETL over {made:,} orders, medians of {rounds}",
        {
            "bare SQL of the transforms": f"{full['bare SQL']:.2f} s",
            "full run": f"{full['full run']:.2f} s, {full['full run'] / full['bare SQL']:.2f} of the bare SQL",
        },
    )


if __name__ == "__main__":
    main()

"""Import against a bare COPY into the same table with its indexes and triggers: rows a second, and the ratio.

Run: make bench, or python benchmarks/bench_import.py [ROWS] [ROUNDS]
"""

import csv
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from side_by_side import database, goal, in_turn, show
from sqlalchemy import text

from etl.company import Company
from etl.importing import import_file
from store.database import Database

# Half as many rows a second as bare COPY.
MOST = 2.0
COLUMNS = ("id", "customer_id", "ordered_at", "gross_amount", "cogs", "currency", "channel")


def write_orders(file: Path, rows: int) -> None:
    """An orders file of so many rows."""
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for n in range(rows):
            day = f"2026-{n % 10 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:00Z"
            writer.writerow((f"o{n}", f"c{n * 7919 % 99_991}", day, f"{n % 90}.50", f"{n % 30}.25", "CAD", "meta"))


def bare_copy(target: Database, file: Path) -> None:
    """The floor: what PostgreSQL itself takes for the same rows into the same table."""
    with target.write() as connection, file.open("rb") as stream:
        driver = connection.connection.driver_connection
        assert driver is not None
        statement = f"COPY orders ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv, HEADER)"
        with driver.cursor().copy(statement) as copy:
            while chunk := stream.read(1 << 20):
                copy.write(chunk)


def empty(target: Database) -> None:
    """The tables as before the import."""
    with target.write() as connection:
        connection.execute(text("TRUNCATE orders, refunds CASCADE"))
        connection.execute(text("TRUNCATE orders_changes"))


def main() -> None:
    """Measure and print."""
    rows, rounds = (int(argument) for argument in (*sys.argv[1:], "300000", "3")[:2])
    with TemporaryDirectory() as folder, database() as target:
        file = Path(folder) / "orders.csv"
        write_orders(file, rows)
        taken = in_turn(
            {
                "bare COPY": lambda: bare_copy(target, file),
                "kpibot import": lambda: import_file(target, Company(), "orders", file),
            },
            rounds,
            before=lambda: empty(target),
        )
    table = {name: f"{rows / value:>9,.0f} rows/s" for name, value in taken.items()}
    ratio = goal(taken["kpibot import"] / taken["bare COPY"], MOST)
    show(f"Import of {rows:,} orders, medians of {rounds}", {**table, "times the seconds of bare COPY": ratio})


if __name__ == "__main__":
    main()

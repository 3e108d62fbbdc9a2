"""A full build against the bare SQL of its transforms in the same Postgres, and against DuckDB over the same rows; and
three of its tables written by hand for PostgreSQL, DuckDB and polars. For a company and one of a tenth.

The rows are written to Parquet before anything is measured, and the tables by hand are held against each other.

Run: make bench, or python benchmarks/bench_etl.py [ORDERS] [ROUNDS]
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import by_hand
import duckdb
from large_company import fill
from side_by_side import Action, database, goal, in_turn, show
from sqlalchemy import text

from etl.company import Company
from etl.engines.addresses import read_source_address
from etl.engines.gathering import Files, gather
from etl.engines.opening import opened
from etl.engines.session import Session
from etl.run import run_etl
from etl.transforms import DATED, read_transform
from store.database import Database
from store.tables import AGGREGATES, SOURCE_TABLES

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
SHARED_BUFFERS = "4GB"
# Of the bare SQL of the same tables.
MOST = 1.3


def bare_sql(target: Database) -> None:
    """The floor: every transform's result in a table, and thrown away. A mere count would not sum what nobody reads."""
    with target.write() as connection:
        for setting in ("work_mem = '256MB'", "jit = off"):
            connection.execute(text(f"SET LOCAL {setting}"))
        for name in DATED:
            connection.execute(
                text(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {read_transform(name)}"), Company().parameters
            )
        for aggregate in AGGREGATES:
            result = f"CREATE TEMP TABLE result_{aggregate.name} ON COMMIT DROP AS {read_transform(aggregate.name)}"
            connection.execute(text(result), Company().parameters)


def on_duckdb(folder: Path) -> None:
    """Every aggregate by the same transforms on DuckDB, written to files."""
    address = read_source_address(f"parquet://{folder}")
    with TemporaryDirectory() as gathered, opened(address) as engine:
        session = Session(engine, Company())
        session.attach(address.sources)
        session.check()
        gather(session, Files(Path(gathered)))


def write_parquet(target: Database, folder: Path) -> None:
    """Every source as a Parquet file, by way of CSV, which both engines write and read fastest."""
    with target.engine.connect() as connection, duckdb.connect() as lake:
        driver = connection.connection.driver_connection
        lake.execute("SET TimeZone = 'UTC'")
        for table in SOURCE_TABLES:
            passing = folder / f"{table.name}.csv"
            columns = ", ".join(column.name for column in table.columns)
            with (
                driver.cursor() as cursor,
                cursor.copy(
                    f"COPY (SELECT {columns} FROM {target.schema}.{table.name}) TO STDOUT (FORMAT csv, HEADER)"
                ) as rows,
                passing.open("wb") as file,
            ):
                for chunk in rows:
                    file.write(chunk)
            types = {column.name: _TYPES[column.type.compile()] for column in table.columns}
            lake.execute(
                f"COPY (SELECT * FROM read_csv('{passing}', columns = {types})) TO '{folder}/{table.name}.parquet'"
            )
            passing.unlink()


_TYPES = {
    "TEXT": "VARCHAR",
    "NUMERIC": "DECIMAL(18, 2)",
    "INTEGER": "INTEGER",
    "BIGINT": "BIGINT",
    "DATE": "DATE",
    "DATETIME": "TIMESTAMPTZ",
    "TIMESTAMP": "TIMESTAMPTZ",
}


def measured(orders: int, rounds: int) -> tuple[int, dict[str, float]]:
    """How many orders they were, and the median seconds of each."""
    with TemporaryDirectory() as lake, database(SHARED_BUFFERS) as target:
        made, folder = fill(target, orders), Path(lake)
        run_etl(target, Company(), NOW)
        write_parquet(target, folder)
        file = folder / "orders.parquet"
        by_engine: dict[str, Action] = {
            "by hand, PostgreSQL": lambda: by_hand.in_postgres(target),
            "by hand, DuckDB": lambda: by_hand.in_duckdb(file),
            "by hand, polars": lambda: by_hand.in_polars(file),
        }
        results = [action() for action in by_engine.values()]
        assert results[0] == results[1] == results[2], "the engines disagree"
        everything: dict[str, Action] = {
            "bare SQL of all transforms": lambda: bare_sql(target),
            "full run": lambda: run_etl(target, Company(), NOW, full=True),
            "all transforms on DuckDB": lambda: on_duckdb(folder),
        }
        return made, in_turn(everything | by_engine, rounds)


def main() -> None:
    """Measure and print."""
    orders, rounds = (int(argument) for argument in (*sys.argv[1:], "1000000", "3")[:2])
    of_tenth, tenth = measured(orders // 10, rounds)
    made, whole = measured(orders, rounds)
    show(
        f"ETL over {made:,} orders, medians of {rounds}; and with ten times the orders of {of_tenth:,}",
        {name: f"{taken:7.2f} s   {taken / tenth[name]:5.1f} times that" for name, taken in whole.items()},
    )
    floor, full, duck = (whole[name] for name in ("bare SQL of all transforms", "full run", "all transforms on DuckDB"))
    by_hand_in = {name: whole[f"by hand, {name}"] for name in ("PostgreSQL", "DuckDB", "polars")}
    show(
        "Ratios",
        {
            "full run / bare SQL": goal(full / floor, MOST),
            "DuckDB / bare SQL": f"{duck / floor:.2f}",
            "three tables by hand, PostgreSQL / DuckDB": f"{by_hand_in['PostgreSQL'] / by_hand_in['DuckDB']:.2f}",
            "three tables by hand, polars / DuckDB": f"{by_hand_in['polars'] / by_hand_in['DuckDB']:.2f}",
        },
    )


if __name__ == "__main__":
    main()

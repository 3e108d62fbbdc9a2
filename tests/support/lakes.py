"""Source rows as Parquet files, and what an engine makes of them, to be compared."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import duckdb
from aggregates import Tables
from histories import play, random_history
from moments import NOW
from recomputation import load as load_company
from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.dialects import postgresql

from etl.company import Company
from etl.contracts import IMPORTED
from etl.engines.addresses import SourceAddress
from etl.engines.gathering import Files, gather
from etl.engines.loading import load_aggregates
from etl.engines.opening import opened
from etl.engines.session import Session
from etl.run import run_etl
from etl.terms import gathered_name
from store.database import Database
from store.tables import AGGREGATES, QUEUED_TABLES, Aggregate, experiment_results, experiments, forecasts

# No amount is of more digits than import takes.
_TYPES = {"NUMERIC": "DECIMAL(27, 12)", "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
_HARD = 'a "quoted" name, with\na line, a \\ and ünïcode'


def fill(database: Database, seed: int, zone: str) -> None:
    """A random company whose orders lie around changes of clocks, with everything that a source may hold."""
    load_company(database, seed, zone)
    for number in range(4):
        play(database, random_history(seed * 10 + number), lambda: None)
    with database.write() as connection:
        for table, rows in _designed(Random(seed)).items():  # noqa: S311  # a reproducible draw is the purpose
            connection.execute(insert(table), rows)


def _designed(dice: Random) -> dict[Table, list[dict[str, object]]]:
    keys = [f"test {number}" for number in range(4)]
    designs = [
        {
            "key": key,
            "name": _HARD if number else key,
            "kind": "ab_test",
            "status": "running",
            "hypothesis": "",
            "started_on": f"2026-01-0{number}" if number else None,
            "ended_on": None,
            "primary_metric": "conversion",
            "success_threshold": Decimal("10.00") if number else None,
            "alpha": Decimal("0.050"),
            "power": Decimal("0.8"),
            "planned_users": 4_000 if number else None,
            "allocation": "control:0.5 new:0.5",
        }
        for number, key in enumerate(keys)
    ]
    results = [
        {
            "experiment_key": key,
            "day": f"2026-01-1{day}",
            "variant": variant,
            "is_control": variant == "control",
            "users": dice.randrange(10_000),
            "conversions": dice.randrange(900),
            "revenue": Decimal(dice.randrange(-500, 90_000)) / 100,
            "revenue_squared": Decimal(dice.randrange(9_000_000)) / 10_000,
        }
        for key in keys
        for day in range(5)
        for variant in ("control", "new")
    ]
    expected = [
        {"month": f"2026-0{month}-01", "metric": "revenue", "scenario": scenario, "value": dice.randrange(-9, 9)}
        for month in range(1, 7)
        for scenario in ("base", "low")
    ]
    return {experiments: designs, experiment_results: results, forecasts: expected}


def write_parquet(database: Database, folder: Path, tables: Iterable[Table] = QUEUED_TABLES) -> None:
    """Each source as a folder with one Parquet file."""
    with duckdb.connect() as lake, database.read() as connection:
        lake.execute("SET TimeZone = 'UTC'")
        for table in tables:
            rows = [tuple(row) for row in connection.execute(select(table))]
            write_rows(lake, table, rows, folder / table.name / "part-0.parquet")


def write_rows(lake: duckdb.DuckDBPyConnection, table: Table, rows: list[tuple[object, ...]], file: Path) -> None:
    """Rows of a source's table as one Parquet file."""
    columns = ", ".join(
        f"{column.name} {_type_of(column.type.compile(postgresql.dialect()))}" for column in table.columns
    )
    lake.execute(f"CREATE OR REPLACE TABLE written ({columns})")
    if rows:
        places = ", ".join("?" for _ in table.columns)
        lake.executemany(f"INSERT INTO written VALUES ({places})", rows)  # noqa: S608  # places only
    file.parent.mkdir(parents=True, exist_ok=True)
    lake.execute(f"COPY written TO '{file}' (FORMAT parquet)")


def _type_of(kind: str) -> str:
    return _TYPES.get(kind, kind)


def gathered_tables(database: Database, company: Company, address: SourceAddress, folder: Path | None = None) -> Tables:
    """What the engine makes of its sources, as a run would publish it; by way of files in the folder."""
    with TemporaryDirectory() as passing, opened(address) as engine:
        session, files = Session(engine, company), Files(folder or Path(passing))
        session.attach(IMPORTED)
        session.check()
        gather(session, files)
        with database.write() as connection:
            load_aggregates(connection, files)
            return _tables(connection, gathered_name)


def published_tables(database: Database, company: Company) -> Tables:
    """What a full run over kpibot's own tables publishes."""
    run_etl(database, company, NOW, full=True)
    with database.read() as connection:
        return _tables(connection, lambda aggregate: aggregate.name)


def _tables(connection: Connection, name: Callable[[Aggregate], str]) -> Tables:
    return {each.name: _rows(connection, each, name(each)) for each in AGGREGATES}


def _rows(connection: Connection, aggregate: Aggregate, name: str) -> list[tuple[object, ...]]:
    # A row of zeros is no row.
    is_something = " OR ".join(f"{measure} <> 0" for measure in aggregate.measure_names)
    columns = ", ".join((*aggregate.key_names, *aggregate.measure_names))
    query = f"SELECT {columns} FROM {name} WHERE {is_something}"  # noqa: S608  # declared names
    return sorted(map(tuple, connection.execute(text(query))))

"""Between two nights only the last days are read: by partition where files lie in them, by index where there is one."""

import re
from datetime import date
from pathlib import Path

import duckdb
from lakes import fill
from sqlalchemy import text

from etl.company import Company
from etl.engines.addresses import read_source_address
from etl.engines.on_duckdb import DuckDbEngine
from etl.engines.on_postgres import PostgresEngine
from etl.engines.opening import opened
from etl.engines.session import Session
from store.database import Database

SINCE = date(2026, 11, 5)
SOURCES = frozenset({"orders", "refunds", "touchpoints"})


def test_of_a_year_of_partitions_the_last_ones_are_read(tmp_path: Path) -> None:
    """Every five minutes the whole warehouse would be read."""
    with duckdb.connect() as lake:
        lake.execute("SET TimeZone = 'UTC'")
        lake.execute(
            "CREATE TABLE orders AS SELECT 'o' || n AS id, 'c' AS customer_id, 10.5 AS gross_amount, "
            "timestamptz '2026-01-01 12:00Z' + n * interval '1 day' AS ordered_at, "
            "date '2026-01-01' + n::integer AS day FROM range(0, 313) AS r(n)"
        )
        lake.execute(f"COPY orders TO '{tmp_path}/orders' (FORMAT parquet, PARTITION_BY day)")

    with opened(read_source_address(f"parquet://{tmp_path}")) as engine:
        assert isinstance(engine, DuckDbEngine)
        session = Session(engine, Company())
        session.attach(SOURCES)
        session.narrow(SINCE)
        [(_, plan)] = list(engine.rows("EXPLAIN ANALYZE SELECT count(*) FROM recent_orders"))

    # Those of Nov 5 to 9, and of a day before them, for every zone.
    assert re.findall(r"Scanning Files: (\d+)/(\d+)", str(plan)) == [("6", "313")]


def test_an_index_of_the_other_postgres_serves(database: Database) -> None:
    """Every five minutes the whole table would be read."""
    fill(database, 3, "America/Toronto")
    with database.write() as connection:
        connection.execute(text("ANALYZE orders"))
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    address = read_source_address(f"{url}{'&' if '?' in url else '?'}schema={database.schema}")

    with opened(address) as engine:
        assert isinstance(engine, PostgresEngine)
        session = Session(engine, Company())
        session.attach(SOURCES)
        session.narrow(SINCE)
        connection = engine._connection
        # A small table is read faster without its index, where that is allowed.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = "\n".join(connection.exec_driver_sql("EXPLAIN SELECT * FROM recent_orders").scalars())

    assert re.search(r"Index Cond: \(.*ordered_at >= '2026-11-04", plan), plan

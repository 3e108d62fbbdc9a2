"""The daily numbers, retention and monthly cohorts of orders, written by hand for each engine as well as we know how.

Each gives the same three tables of whole numbers and cents: (day, channel, orders, revenue, new customers), (cohort
day, channel, customers, back within 90 days) and (cohort month, channel, months since, customers, revenue).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from sqlalchemy import text

from store.database import Database

ZONE = "America/Toronto"
Tables = tuple[list[tuple[object, ...]], ...]

# One pass over the orders in the order of their customers; everything else reads what it kept.
_FIRSTS = """
SELECT
    customer_id, day, channel, gross_amount,
    first_value(day) OVER of_customer AS first_day,
    first_value(channel) OVER of_customer AS first_channel,
    row_number() OVER of_customer = 1 AS is_first,
    lead(day) OVER of_customer AS next_day
FROM (
    SELECT id, customer_id, ordered_at, (ordered_at AT TIME ZONE '{zone}')::date AS day, channel, gross_amount
    FROM {orders}
    {fence}
) AS dated
WINDOW of_customer AS (PARTITION BY customer_id ORDER BY ordered_at, id)
"""
_DAILY = """
SELECT day, channel, count(*), sum(gross_amount), count(CASE WHEN is_first THEN 1 END) FROM firsts GROUP BY 1, 2
"""
_RETENTION = """
SELECT
    first_day, first_channel, count(CASE WHEN is_first THEN 1 END),
    count(CASE WHEN day = first_day AND next_day > first_day AND next_day <= first_day + 90 THEN 1 END)
FROM firsts
GROUP BY 1, 2
"""
_COHORTS = """
SELECT
    date_trunc('month', first_day)::date, first_channel,
    (
        12 * (extract(year FROM day) - extract(year FROM first_day))
        + extract(month FROM day) - extract(month FROM first_day)
    )::int,
    count(CASE WHEN next_day IS NULL OR date_trunc('month', next_day) > date_trunc('month', day) THEN 1 END),
    sum(gross_amount)
FROM firsts
GROUP BY 1, 2, 3
"""
_TABLES = (_DAILY, _RETENTION, _COHORTS)


def in_postgres(target: Database) -> Tables:
    """With what helps: memory to sort in, no compilation, and no log for what is thrown away."""
    with target.write() as connection:
        for setting in ("work_mem = '256MB'", "jit = off"):
            connection.execute(text(f"SET LOCAL {setting}"))
        firsts = _FIRSTS.format(zone=ZONE, orders="orders", fence="OFFSET 0")
        connection.execute(text(f"CREATE TEMP TABLE firsts ON COMMIT DROP AS {firsts}"))
        return tuple(_sorted(connection.execute(text(query)).all()) for query in _TABLES)


def in_duckdb(file: Path) -> Tables:
    """Over a Parquet file of the orders."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        firsts = _FIRSTS.format(zone=ZONE, orders=f"'{file}'", fence="")
        connection.execute(f"CREATE TEMP TABLE firsts AS {firsts}")
        return tuple(_sorted(connection.execute(query).fetchall()) for query in _TABLES)


def in_polars(file: Path) -> Tables:
    """Lazily, over the same file."""
    day = pl.col("ordered_at").dt.convert_time_zone(ZONE).dt.date()
    firsts = (
        pl.scan_parquet(file)
        .select("id", "customer_id", "ordered_at", "channel", "gross_amount", day=day)
        .sort("customer_id", "ordered_at", "id")
        .with_columns(
            first_day=pl.col("day").first().over("customer_id"),
            first_channel=pl.col("channel").first().over("customer_id"),
            is_first=pl.int_range(pl.len()).over("customer_id") == 0,
            next_day=pl.col("day").shift(-1).over("customer_id"),
        )
        .collect()
        .lazy()
    )
    return tuple(_sorted(table.collect().rows()) for table in (_daily(firsts), _retention(firsts), _cohorts(firsts)))


def _daily(firsts: pl.LazyFrame) -> pl.LazyFrame:
    return firsts.group_by("day", "channel").agg(
        orders=pl.len(), revenue=pl.col("gross_amount").sum(), new=pl.col("is_first").sum()
    )


def _retention(firsts: pl.LazyFrame) -> pl.LazyFrame:
    age = (pl.col("next_day") - pl.col("first_day")).dt.total_days()
    is_back = (pl.col("day") == pl.col("first_day")) & (age > 0) & (age <= 90)
    return firsts.group_by("first_day", "first_channel").agg(
        customers=pl.col("is_first").sum(), within=is_back.fill_null(value=False).sum()
    )


def _cohorts(firsts: pl.LazyFrame) -> pl.LazyFrame:
    day, first, following = pl.col("day"), pl.col("first_day"), pl.col("next_day")
    months = 12 * (day.dt.year() - first.dt.year()) + day.dt.month().cast(pl.Int32) - first.dt.month().cast(pl.Int32)
    is_last = following.is_null() | (following.dt.truncate("1mo") > day.dt.truncate("1mo"))
    keys = {"month": first.dt.truncate("1mo"), "channel": pl.col("first_channel"), "since": months}
    return firsts.group_by(**keys).agg(customers=is_last.sum(), revenue=pl.col("gross_amount").sum())


def _sorted(rows: Iterable[Any]) -> list[tuple[object, ...]]:
    return sorted(tuple(row) for row in rows)

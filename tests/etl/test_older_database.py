"""A database that an older kpibot filled: brought to this version, it holds what a fresh one would."""

from collections.abc import Iterator

import pytest
from aggregates import tables_of
from databases import DatabaseServer
from moments import NOW
from sqlalchemy import text

from etl.company import Company
from etl.run import RunKind, run_etl
from store.database import Database, open_database
from store.migrate import migrate

# As the first release knew them.
SOURCES = """
INSERT INTO orders
SELECT
    'o' || n, 'c' || mod(n, 40), timestamptz '2026-05-01Z' + n * interval '31 hours', mod(n, 90), mod(n, 20), 'CAD',
    (ARRAY['meta', 'TikTok ', 'Reels'])[1 + mod(n, 3)],
    CASE WHEN mod(n, 40) < 20 THEN 's' END, CASE WHEN mod(n, 40) < 20 THEN 1 + mod(n, 3) END
FROM generate_series(1, 150) n;
INSERT INTO refunds (id, order_id, refunded_at, amount)
SELECT 'r' || id, id, ordered_at + interval '9 days', gross_amount
FROM orders WHERE right(id, 1) = '7' AND gross_amount > 0;
INSERT INTO spend (day, channel, amount, currency)
SELECT date '2026-05-01' + n, 'meta', n, 'CAD' FROM generate_series(1, 150) n;
"""
# What its last run left: the numbers of other definitions, and the changes taken.
PUBLISHED = """
INSERT INTO runs (kind, status, started_at, snapshot_id, parameters)
VALUES ('first', 'done', now(), 1, '{"zone": "America/Toronto", "transforms": "of the first release"}');
INSERT INTO snapshots (run_id, published_at) VALUES (1, now());
INSERT INTO metrics_daily
SELECT date '2026-04-20' + n, 'meta', 3, 2.5, 1, 0, 0, 1, 1, 2.5, n, 0, 0, 0, 1 FROM generate_series(1, 200) n;
INSERT INTO metrics_daily_history
SELECT day, channel, 2, 2.5, 1, 0, 0, 1, 1, 2.5, 5, 0, 0, 0, 0, 1 FROM metrics_daily;
INSERT INTO cohort_value SELECT day, 'meta', 0, 1, 1, 2.5, 1 FROM metrics_daily;
INSERT INTO customers_by_period SELECT 'day', day, 'meta', 1, 2, 3, 1 FROM metrics_daily;
INSERT INTO retention_daily SELECT day, 'meta', 9, 1, 2, 3, 4, 5, 6, 1 FROM metrics_daily;
INSERT INTO source_days SELECT 'orders', day, 3, 1 FROM metrics_daily;
DELETE FROM orders_changes;
DELETE FROM refunds_changes;
DELETE FROM spend_changes;
"""
LATE = "UPDATE orders SET gross_amount = 500, subscription_id = NULL, interval_months = NULL WHERE id = 'o19'"
GONE = "DELETE FROM orders WHERE id = 'o41'"


def _execute(database: Database, *scripts: str) -> None:
    with database.write() as connection:
        for script in scripts:
            connection.exec_driver_sql(script)


@pytest.fixture
def older(server: DatabaseServer) -> Iterator[Database]:
    """A database of the first release, filled and published."""
    server.create("kpibot_older")
    database = open_database(server.url_of("kpibot_older"))
    try:
        migrate(database, "0001")
        _execute(database, SOURCES, PUBLISHED)
        yield database
    finally:
        database.close()
        server.drop("kpibot_older")


def test_an_older_database_ends_where_a_fresh_one_does(database: Database, older: Database) -> None:
    """An update brings the new numbers for the past as well, and keeps what had been published as history."""
    _execute(database, SOURCES)
    run_etl(database, Company(), NOW)

    migrate(older)
    result = run_etl(older, Company(), NOW)

    assert result.kind is RunKind.REDEFINED
    assert tables_of(older) == tables_of(database)
    assert run_etl(older, Company(), NOW).snapshot_id is None
    with older.read() as connection:
        superseded = connection.execute(text("SELECT count(*) FROM metrics_daily_history WHERE superseded_by = 2"))
        assert superseded.scalar_one() == 200


def test_changes_that_waited_are_not_lost_on_the_way(database: Database, older: Database) -> None:
    """What was imported after the last run of the old version is in the first one of the new, and counted once."""
    _execute(database, SOURCES, LATE)
    run_etl(database, Company(), NOW)
    _execute(older, LATE)

    migrate(older)
    run_etl(older, Company(), NOW)

    for each in (older, database):
        _execute(each, GONE)
        assert run_etl(each, Company(), NOW).kind is RunKind.INCREMENTAL
    assert tables_of(older) == tables_of(database)

"""Ten years are read in little memory: rows are added up by the database, and let go as soon as they are summed."""

import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest
from company import ZONE
from databases import DatabaseServer, copied
from moments import NOW

from metrics.answer import Answer, Grain
from metrics.engine import CompanyView, answer_question
from metrics.periods import Between
from metrics.question import Question
from store.database import Database

FIRST, LAST = date(2016, 11, 22), date(2026, 11, 21)
MEGABYTE = 1_000_000

# Each day has one order of 10 and one new customer in each of three channels, who is worth 1 at each age.
_TEN_YEARS = """
INSERT INTO runs (kind, status, started_at, parameters) VALUES ('full', 'done', now(), '{}');
INSERT INTO snapshots (run_id, published_at) SELECT id, now() FROM runs;

CREATE TEMP TABLE days ON COMMIT DROP AS
SELECT day::date AS day FROM generate_series(date '2016-11-22', date '2026-11-21', '1 day') AS day;
CREATE TEMP TABLE channels ON COMMIT DROP AS SELECT unnest(ARRAY['meta', 'tiktok', 'other']) AS channel;
-- Whatever measures there are: those that are not named below are nought.
CREATE TEMP TABLE zeros ON COMMIT DROP AS
SELECT jsonb_object_agg(column_name, 0) AS zeros FROM information_schema.columns
WHERE table_name = 'metrics_daily' AND table_schema = current_schema() AND column_name NOT IN ('day', 'channel');

INSERT INTO source_days (source, day, rows, snapshot_id)
SELECT source, day, 1, 1 FROM days, unnest(ARRAY['orders', 'spend', 'refunds']) AS source;
INSERT INTO certificates (source, day, status, rows, findings, snapshot_id)
SELECT source, day, 'certified', 1, '[]', 1 FROM source_days;
INSERT INTO metrics_daily
SELECT (jsonb_populate_record(NULL::metrics_daily, zeros || jsonb_build_object('day', day, 'channel', channel,
    'gross_revenue', 10.00, 'orders', 1, 'new_customers', 1, 'spend', 2.50, 'snapshot_id', 1))).*
FROM days, channels, zeros;
INSERT INTO retention_daily (cohort_day, channel, customers, within_30, within_60, within_90,
    since_30, since_60, since_90, snapshot_id)
SELECT day, channel, 1, 0, 0, 0, 0, 0, 0, 1 FROM days, channels;
INSERT INTO cohort_value (cohort_day, channel, bucket, customers, active, gross_profit, snapshot_id)
SELECT day, channel, bucket, 1, 1, 1.00, 1 FROM days, channels, generate_series(0, 12) AS bucket;
"""


@pytest.fixture(scope="module")
def ten_years(server: DatabaseServer, template: str) -> Iterator[Database]:
    """A company's ten years in the pre-aggregated tables."""
    with copied(server, template) as database:
        with database.write() as connection:
            connection.exec_driver_sql(_TEN_YEARS)
        yield database


def ask(database: Database, metric: str, by: str | None = None) -> Answer:
    question = Question(metric, Between(FIRST, LAST), by)
    return answer_question(question, CompanyView(database, ZONE, "CAD", NOW))


@pytest.mark.parametrize(
    ("metric", "by", "value", "megabytes"),
    [
        ("revenue", None, 3652 * 30, 6),
        ("revenue", "channel", 3652 * 30, 12),
        ("ltv", None, 13, 25),
    ],
)
def test_ten_years_are_answered_in_bounded_memory(
    ten_years: Database, metric: str, by: str | None, value: float, megabytes: int
) -> None:
    """One curious question about all years would take the memory of the bot that everybody else is asking."""
    tracemalloc.start()
    try:
        answer = ask(ten_years, metric, by)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert answer.value == value
    assert answer.grain is Grain.MONTH
    assert len(answer.series) == 121
    assert peak < megabytes * MEGABYTE

"""Experiments and their results on their way in, and what a run publishes of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from aggregates import tables_of
from fixture_types import ImportText, Rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moments import NOW
from sqlalchemy import text

from etl.company import Company
from etl.run import run_etl
from etl.terms import Days
from store.database import Database

DESIGNS = "key,status,started_on,ended_on,primary_metric,planned_users,allocation"
RESULTS = "experiment_key,day,variant,users,conversions,revenue,revenue_squared"
TABLES = ("experiment_designs", "experiment_days")


def test_what_is_left_out_is_what_it_is_by_default(import_text: ImportText, rows: Rows) -> None:
    """A list with the few columns that a team keeps is taken as it is."""
    import_text("experiments", DESIGNS, "bar,running,2026-10-01,,revenue,,")
    import_text("experiment_results", RESULTS, "bar,2026-10-02,control,10,2,5.5,20", "bar,2026-10-02,new,11,3,,")

    (design,) = rows("SELECT name, kind, alpha, power, planned_users, allocation FROM experiments")
    assert design == ("bar", "ab_test", Decimal("0.05"), Decimal("0.8"), None, "")
    assert rows("SELECT variant, is_control, revenue FROM experiment_results ORDER BY variant") == [
        ("control", True, Decimal("5.5")),
        ("new", False, Decimal(0)),
    ]


@pytest.mark.parametrize(
    ("source", "row", "reason"),
    [
        (
            "experiments",
            "bar,over,2026-10-01,,revenue,,",
            "status 'over' is not draft, running, completed or stopped",
        ),
        ("experiments", "bar,running,2026-10-01,,margin,,", "primary_metric 'margin' is not conversion or revenue"),
        ("experiments", "bar,running,,,revenue,,", "started_on is empty, and only a draft has not begun"),
        ("experiments", "bar,stopped,2026-10-02,2026-10-01,revenue,,", "ended_on lies before started_on"),
        ("experiments", "bar,running,2026-10-01,,revenue,0,", "planned_users '0' is not a whole number of 1 or more"),
        (
            "experiments",
            "bar,running,2026-10-01,,revenue,,half",
            "allocation 'half' is not a share for each variant, such as control:0.5 new:0.5",
        ),
        (
            "experiment_results",
            "bar,2026-10-02,new,10,11,0,0",
            "conversions 11 is more than the users 10: it counts users who converted",
        ),
        (
            "experiment_results",
            "bar,2026-10-02,new,10,1,10,9",
            (
                "revenue_squared 9 is less than any 10 users with this revenue have: it is the sum over users of the "
                "square of each user's revenue"
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    import_text: ImportText, rows: Rows, source: str, row: str, reason: str
) -> None:
    """A verdict on impossible figures would look like any other."""
    summary = import_text(source, DESIGNS if source == "experiments" else RESULTS, row)

    assert summary.counts.refused == 1
    assert rows("SELECT reason FROM rejected_rows") == [(reason,)]


def test_an_older_snapshot_keeps_what_was_known_then(import_text: ImportText, database: Database) -> None:
    """What was said of a test can be said again after its figures were corrected and it was called off."""
    import_text("experiments", DESIGNS, "bar,running,2026-10-01,,revenue,,")
    import_text("experiment_results", RESULTS, "bar,2026-10-02,control,10,2,5,20")
    first = run_etl(database, Company(), NOW).snapshot_id
    import_text("experiments", DESIGNS, "bar,stopped,2026-10-01,2026-10-02,revenue,,")
    import_text("experiment_results", RESULTS, "bar,2026-10-02,control,12,2,5,20")
    second = run_etl(database, Company(), NOW).snapshot_id

    assert first is not None
    assert second is not None
    then, now = tables_of(database, first), tables_of(database)
    assert [['"status": "running"' in str(row), '"status": "stopped"' in str(row)] for row in then[TABLES[0]]] == [
        [True, False]
    ]
    assert ['"status": "stopped"' in str(row) for row in now[TABLES[0]]] == [True]
    assert [row[4] for row in (*then[TABLES[1]], *now[TABLES[1]])] == [10, 12]


_CHANGES = st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.integers(0, 2), st.booleans())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(_CHANGES, max_size=4), min_size=1, max_size=4))
def test_runs_that_fold_in_changes_end_where_one_that_reads_everything_does(
    database: Database, batches: list[list[tuple[str, int, int, bool]]]
) -> None:
    """Whatever is corrected or taken back between two runs, what is published is what stands."""
    with database.write() as connection:
        connection.execute(text("DELETE FROM experiments"))
        connection.execute(text("DELETE FROM experiment_results"))
    for batch in batches:
        _write(database, batch)
        run_etl(database, Company(), NOW)
    incremental = {name: tables_of(database)[name] for name in TABLES}

    run_etl(database, Company(), NOW, days=Days(date(2026, 10, 1), date(2026, 10, 2)))
    assert {name: tables_of(database)[name] for name in TABLES} == incremental
    run_etl(database, Company(), NOW + timedelta(days=1), full=True)
    assert {name: tables_of(database)[name] for name in TABLES} == incremental


def _write(database: Database, batch: list[tuple[str, int, int, bool]]) -> None:
    design = (
        "INSERT INTO experiments VALUES (:key, :key, 'ab_test', 'running', '', :day, NULL, 'revenue', NULL, 0.05, 0.8, "
        "NULL, '') ON CONFLICT (key) DO UPDATE SET started_on = excluded.started_on"
    )
    result = (
        "INSERT INTO experiment_results VALUES (:key, :day, 'new', false, :users, 0, 0, 0) "
        "ON CONFLICT (experiment_key, day, variant) DO UPDATE SET users = excluded.users"
    )
    with database.write() as connection:
        for key, day, users, is_kept in batch:
            if is_kept:
                values = {"key": key, "day": date(2026, 10, day)}
                connection.execute(text(design), values)
                connection.execute(text(result), {**values, "users": users})
            else:
                connection.execute(text("DELETE FROM experiments WHERE key = :key"), {"key": key})
                connection.execute(text("DELETE FROM experiment_results WHERE experiment_key = :key"), {"key": key})

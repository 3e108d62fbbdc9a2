"""A finance model on its way in, long or wide, and what a run publishes of it."""

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
from etl.importing import ImportFileError, MetricNames
from etl.run import run_etl
from etl.terms import Days
from store.database import Database

_NAMES = {"revenue": "revenue", "rev": "revenue", "net revenue": "netrevenue", "netrevenue": "netrevenue", "cac": "cac"}


def _fault(name: str) -> str | None:
    return None if name in _NAMES.values() else "is the name of no metric: did you mean revenue?"


NAMES = MetricNames(lambda words: _NAMES.get(words.lower(), words), _fault)
HELD = "SELECT month::text, metric, scenario, value FROM forecasts ORDER BY month, metric, scenario"
PUBLISHED = HELD.replace("forecasts", "forecasts_monthly")


def test_a_long_file_has_a_line_for_each_forecast(import_text: ImportText, rows: Rows) -> None:
    """Finance's own export is taken as it is: months of either form, and the base case where none is named."""
    summary = import_text(
        "forecasts",
        "month,metric,scenario,value",
        "2026-10,Rev,,1000.50",
        "2026-10-31,revenue,LOW,900",
        "2026-11-01,cac,base,-1",
        names=NAMES,
    )

    assert (summary.counts.new, summary.counts.refused) == (3, 0)
    assert rows(HELD) == [
        ("2026-10-01", "revenue", "base", Decimal("1000.50")),
        ("2026-10-01", "revenue", "low", Decimal(900)),
        ("2026-11-01", "cac", "base", Decimal(-1)),
    ]


def test_a_wide_file_has_a_column_for_each_metric(import_text: ImportText, rows: Rows) -> None:
    """A spreadsheet of months is taken, too; what it leaves open is no forecast, and nought is one."""
    lines = ("month,scenario,revenue,Net revenue", "2026-10,base,1000,900", "2026-11,base,,0")

    summary = import_text("forecasts", *lines, names=NAMES)

    assert summary.counts.read == summary.counts.new == 3
    assert rows(HELD) == [
        ("2026-10-01", "netrevenue", "base", Decimal(900)),
        ("2026-10-01", "revenue", "base", Decimal(1000)),
        ("2026-11-01", "netrevenue", "base", Decimal(0)),
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ("month,metric,value", "2026-10,revenu,5"),
            "metric 'revenu' is the name of no metric: did you mean revenue?",
        ),
        (("month,revenu", "2026-10,5"), "metric 'revenu' is the name of no metric: did you mean revenue?"),
        (("month,revenue", "Oct 26,5"), "month 'Oct 26' is not a month such as 2026-11"),
        (("month,revenue", "2026-13,5"), "month '2026-13-01' is not a month such as 2026-11"),
        (("month,revenue", ",5"), "month is empty"),
        (("month,scenario,revenue", "2026-10,best,5"), "scenario 'best' is not base, low or high"),
        (("month,revenue", '2026-10,"1,000"'), "value '1,000' is not a plain amount such as 1234.50 or -1234.50"),
        (("month,revenue", "2026-10,,7"), "metric 'column 3' is the name of no metric: did you mean revenue?"),
    ],
)
def test_what_is_no_forecast_is_refused_with_its_reason(
    import_text: ImportText, rows: Rows, lines: tuple[str, ...], reason: str
) -> None:
    """Nobody wonders later which cell of the model was not understood."""
    summary = import_text("forecasts", *lines, names=NAMES)

    assert summary.refusals == ((2, reason),)
    assert rows("SELECT line, reason FROM rejected_rows") == [(2, reason)]
    assert rows(HELD) == []


def test_a_month_that_is_named_twice_is_taken_once(import_text: ImportText, rows: Rows) -> None:
    """A row pasted twice changes nothing; two that contradict each other are shown, and the rest of them is kept."""
    summary = import_text(
        "forecasts", "month,revenue,cac", "2026-10,5,80", "2026-10,6,80", "2026-10-01,5,", "2026-11,,9", names=NAMES
    )

    assert summary.refusals == ((3, "line 2 has the same key and other values"),)
    assert (summary.counts.new, summary.counts.same) == (3, 2)
    assert [row[1:] for row in rows(HELD)] == [
        ("cac", "base", Decimal(80)),
        ("revenue", "base", Decimal(5)),
        ("cac", "base", Decimal(9)),
    ]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("month", r"is no forecast: its header needs month, and beside it metric and value"),
        ("revenue,cac", r"is no forecast: its header needs month"),
        ("month,revenue,rev", r"has more than one column of revenue: keep one of them"),
        ("month,date,revenue", r"has more than one column of month: keep one of them"),
    ],
)
def test_a_file_that_is_no_finance_model_changes_nothing(
    import_text: ImportText, rows: Rows, header: str, sentence: str
) -> None:
    """The wrong file, or a column that was copied, is told apart before anything is taken."""
    with pytest.raises(ImportFileError, match=sentence):
        import_text("forecasts", header, ",".join(["2026-10"] * (header.count(",") + 1)), names=NAMES)

    assert rows("SELECT count(*) FROM imports") == [(0,)]


def test_a_later_model_replaces_what_it_names_and_an_older_snapshot_keeps_it(
    import_text: ImportText, database: Database, rows: Rows
) -> None:
    """A number said against last quarter's plan can be said again, after finance has planned anew."""
    import_text("forecasts", "month,revenue,cac", "2026-10,5,80", "2026-11,6,81", names=NAMES)
    first = run_etl(database, Company(), NOW).snapshot_id

    import_text("forecasts", "month,revenue", "2026-11,7", "2026-12,8", names=NAMES)
    second = run_etl(database, Company(), NOW).snapshot_id

    assert first is not None
    assert second is not None
    assert [row[3] for row in rows(PUBLISHED)] == [80, 5, 81, 7, 8]
    then = tables_of(database, first)["forecasts_monthly"]
    assert sorted(row[3] for row in then) == [5, 6, 80, 81]
    assert run_etl(database, Company(), NOW).snapshot_id is None


_CELLS = st.tuples(st.sampled_from((9, 10, 11)), st.sampled_from(("revenue", "cac")), st.sampled_from((0, 1, 2, None)))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(_CELLS, max_size=4), min_size=1, max_size=4))
def test_runs_that_fold_in_changes_end_where_one_that_reads_everything_does(
    database: Database, batches: list[list[tuple[int, str, int | None]]]
) -> None:
    """Whatever finance changes or takes back between two runs, what is published is the model as it stands."""
    with database.write() as connection:
        connection.execute(text("DELETE FROM forecasts"))
    for batch in batches:
        _write(database, batch)
        run_etl(database, Company(), NOW)
    incremental = tables_of(database)["forecasts_monthly"]

    run_etl(database, Company(), NOW, days=Days(date(2026, 10, 12), date(2026, 10, 14)))
    assert tables_of(database)["forecasts_monthly"] == incremental
    run_etl(database, Company(), NOW + timedelta(days=1), full=True)
    assert tables_of(database)["forecasts_monthly"] == incremental


def _write(database: Database, batch: list[tuple[int, str, int | None]]) -> None:
    put = (
        "INSERT INTO forecasts VALUES (:month, :metric, 'base', :value) "
        "ON CONFLICT (month, metric, scenario) DO UPDATE SET value = excluded.value"
    )
    with database.write() as connection:
        for month, metric, value in batch:
            statement = put if value is not None else "DELETE FROM forecasts WHERE month = :month AND metric = :metric"
            connection.execute(text(statement), {"month": date(2026, month, 1), "metric": metric, "value": value})

"""Every metric equals its independent recomputation, on random companies made to be nasty."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from aggregates import tables_of
from company import SmallCompany
from oracle import METRICS, Oracle
from recomputation import ZONES, load, same

from metrics.answer import Answer
from metrics.catalogue import METRICS as CATALOGUE
from metrics.engine import CompanyView, answer_question
from metrics.periods import Between
from metrics.question import Question
from metrics.reading import TableReader
from store.database import Database

SEEDS = range(12)


def days_of(seed: int) -> int:
    """The first company has lived one day alone."""
    return 1 if seed == 0 else 500


def ask(database: Database, zone: str, metric: str, start: date, end: date) -> Answer:
    """Asked on the morning after `end`, so that nothing later takes part."""
    now = datetime.combine(end + timedelta(days=1), time(9), ZoneInfo(zone))
    question = Question(metric, Between(start, end), "channel")
    return answer_question(question, CompanyView(database, zone, "CAD", now))


def windows(oracle: Oracle, metric: str) -> list[tuple[date, date]]:
    """Runs of days that are closed for the metric: single ones, a month, and all there is."""
    needed = next(each for each in CATALOGUE if each.name == metric).expression.sources()
    days = {
        "orders": [sale.day for sale in oracle.books.sales],
        "spend": [row.day for row in oracle.books.spend],
        "cash_balances": [row.day for row in oracle.books.balances],
    }
    # A source where no row means none decides only where there is no other.
    sources = [days[name] for name in ("orders", "spend") if name in needed] or [days["cash_balances"]]
    if not all(sources):
        return []
    first, last = max(min(days) for days in sources), min(max(days) for days in sources)
    middle = first + (last - first) // 2
    found = {(last, last), (first, last), (max(first, last - timedelta(days=29)), last), (first, middle)}
    return sorted((start, end) for start, end in found if start <= end)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_metric_equals_its_independent_recomputation(database: Database, seed: int) -> None:
    """A number in Slack is the number that finance would work out by hand."""
    zone = ZONES[seed % len(ZONES)]
    oracle = load(database, seed, zone, days=days_of(seed))
    compared = 0

    for metric in METRICS:
        for start, end in windows(oracle, metric):
            answer = ask(database, zone, metric, start, end)
            closed = answer.freshness.through if answer.freshness else end
            theirs = oracle.value(metric, start, end, closed=closed)
            assert same(answer.value, theirs), (metric, start, end, answer.value, theirs, answer.reason)
            for part in answer.breakdown if answer.dimension == "channel" else ():
                of_channel = oracle.value(metric, start, end, part.name, closed=closed)
                assert same(part.value, of_channel), (metric, part.name, start, end, part.value, of_channel)
            compared += 1 + len(answer.breakdown)

    assert compared > 40


@pytest.mark.parametrize("seed", SEEDS)
def test_the_aggregates_equal_their_independent_recomputation(database: Database, seed: int) -> None:
    """Every row that numbers are drawn from is what the definitions say, on every local day of the zone."""
    zone = ZONES[seed % len(ZONES)]
    oracle = load(database, seed, zone, days=days_of(seed))

    tables = tables_of(database)

    # Who did not come back is written down under the bucket after the last as well; nobody asks it before it closes.
    movements = oracle.customers_by_period()
    last = {grain: max(bucket for each, bucket, _ in movements if each == grain) for grain, _, _ in movements}
    ours = {row[:3]: row[3:] for row in tables["customers_by_period"] if row[1] <= last[row[0]]}
    assert ours == movements
    assert {row[:3]: row[3:] for row in tables["cohort_value"]} == oracle.cohort_value()
    assert {row[:2]: row[2:] for row in tables["retention_daily"]} == oracle.retention_daily()
    assert {row[:3]: row[3:] for row in tables["cohorts_monthly"]} == oracle.cohorts_monthly()
    assert {row[:4]: row[4:] for row in tables["mrr_spans"]} == oracle.mrr_spans()
    daily = {key: tuple(measures.values()) for key, measures in oracle.metrics_daily().items()}
    assert {row[:2]: row[2:] for row in tables["metrics_daily"]} == {key: row for key, row in daily.items() if any(row)}


@pytest.mark.parametrize("seed", SEEDS[1:4])
def test_weekly_growth_equals_its_independent_recomputation(database: Database, seed: int) -> None:
    """Week over week compares whole weeks, Monday to Sunday, also where the clocks change within one."""
    zone = ZONES[seed % len(ZONES)]
    oracle = load(database, seed, zone, days=days_of(seed))
    last = max(sale.day for sale in oracle.books.sales)

    for end in (last - timedelta(days=back) for back in range(0, 100, 11)):
        question = Question("revenuegrowth", Between(end, end))
        now = datetime.combine(end + timedelta(days=1), time(9), ZoneInfo(zone))
        answer = answer_question(question, CompanyView(database, zone, "CAD", now))
        [weekly] = [part.value for part in answer.breakdown if part.name == "by week"]
        assert same(weekly, oracle.weekly_growth(end)), (end, weekly)


@pytest.mark.parametrize("seed", SEEDS[1:7])
def test_mrr_movements_reconcile_and_equal_their_independent_recomputation(database: Database, seed: int) -> None:
    """Opening + new + reactivation + expansion - contraction - churned = closing, and each is what finance counts."""
    zone = ZONES[seed % len(ZONES)]
    oracle = load(database, seed, zone, days=days_of(seed))
    days = sorted({sale.day for sale in oracle.books.sales})

    for opening, closing in ((days[0], days[-1]), (days[len(days) // 3], days[len(days) // 2]), (days[-1], days[-1])):
        with database.read() as connection:
            ours = TableReader(connection).mrr_movements(opening, closing)
        theirs = oracle.movements(opening, closing)
        assert vars(ours) == vars(theirs)
        gained = ours.new + ours.reactivation + ours.expansion
        assert ours.opening + gained - ours.contraction - ours.churned == ours.closing


def test_nothing_of_the_catalogue_goes_unchecked() -> None:
    """A new metric comes with its recomputation."""
    assert {metric.name for metric in CATALOGUE} == set(METRICS)


def test_a_company_of_one_day_has_answers(database: Database) -> None:
    """The first morning after the first day works."""
    zone = ZONES[0]
    oracle = load(database, 0, zone, days=1)
    [day] = {sale.day for sale in oracle.books.sales}

    small = SmallCompany(database, now=datetime.combine(day + timedelta(days=1), time(9), ZoneInfo(zone)))

    assert small.ask("orders").value == len(oracle.books.sales)
    assert small.ask("orders").previous is None

"""Answers that are held against a forecast, from rows to sentence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import ChartKind, Comparison
from metrics.answer.wording import sentence
from metrics.engine import AsOf, CompanyView, answer_question
from metrics.periods import CalendarUnit, ToDate
from metrics.question import Question

VS = Comparison.FORECAST
OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))
FIRST, LAST = date(2026, 8, 1), date(2026, 11, 21)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """A shop since August with an order of 50 a day, of 150 on Saturdays, and with a plan of each month but January."""
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        company.order(f"o{n}", f"c{n}", day, amount=150 if day.weekday() == 5 else 50)
    for month in range(2, 13):
        company.forecast(date(2026, month, 1), "revenue", 3000)
        company.forecast(date(2026, month, 1), "revenue", 2000, "low")
    company.forecast(NOVEMBER, "grossmargin", "0.7")
    company.forecast(NOVEMBER, "cash", 900)
    company.balance(date(2026, 11, 20), 1000)
    company.connect("refunds")
    company.publish()
    return company


def test_the_month_to_date_is_held_against_its_weekday_weighted_part(shop: SmallCompany) -> None:
    """Three Saturdays of a month's four are more than three weeks of four."""
    answer = shop.ask("revenue", "mtd", versus=VS)

    # Nov 1 to 21 hold three of each weekday; November 4 of each, and a Sunday and a Monday more.
    share = Decimal(3 * (6 + 3)) / (4 * (6 + 3) + 2)
    assert answer.value == 21 * 50 + 3 * 100
    assert answer.previous == pytest.approx(3000 * share)
    assert answer.change is not None
    assert answer.change.value == pytest.approx(1350 / (3000 * share) - 1)
    assert (answer.chart, answer.has_forecast, answer.previous_period) == (ChartKind.FORECAST, True, None)
    assert "below the forecast of" in sentence(answer)
    assert any("by what each weekday brought in the 12 weeks before the month" in note for note in answer.notes)


def test_a_month_that_is_over_is_held_against_all_of_its_forecast(shop: SmallCompany) -> None:
    """October needs no weights."""
    answer = shop.ask("revenue", "2026-10", versus=VS)

    assert (answer.value, answer.previous) == (31 * 50 + 5 * 100, 3000)
    assert answer.forecast is not None
    assert [each.actual for each in answer.forecast.months[7:]] == [2050, 1900, 2050, 1350, None]
    assert "Where 2026 lands is not known: the data begins on" in sentence(answer)


def test_days_of_two_months_take_a_part_of_both(shop: SmallCompany) -> None:
    """Any run of days can be held against the plan."""
    both = shop.ask("revenue", "2026-10-15..2026-11-05", versus=VS)
    parts = [shop.ask("revenue", days, versus=VS) for days in ("2026-10-15..2026-10-31", "2026-11-01..2026-11-05")]

    assert both.previous == pytest.approx(sum(part.previous for part in parts if part.previous is not None))


def test_a_share_and_a_stock_are_compared_as_they_are(shop: SmallCompany) -> None:
    """A margin or a balance is not prorated."""
    margin, cash = shop.ask("grossmargin", "mtd", versus=VS), shop.ask("cash", "mtd", versus=VS)

    assert (margin.previous, cash.value, cash.previous) == (Decimal("0.7"), 1000, 900)
    assert "The forecast is of the whole month." in margin.notes
    assert "The forecast is of Nov 30, 2026." in cash.notes


@pytest.mark.parametrize(
    ("metric", "period", "note"),
    [
        ("orders", "mtd", "There is no forecast of Orders: import one with kpibot import forecast FILE."),
        ("grossmargin", "30d", "There is no forecast of Gross margin for October 2026."),
        ("revenue", "today", "Today is still open, and is not held against the forecast."),
    ],
)
def test_what_can_not_be_compared_says_why(shop: SmallCompany, metric: str, period: str, note: str) -> None:
    """Nobody takes a missing plan for a plan of nothing."""
    answer = with_open_day(shop, period).ask(metric, period, versus=VS)

    assert answer.previous is None
    assert note in answer.notes


def with_open_day(shop: SmallCompany, period: str) -> SmallCompany:
    """The shop, with an order of the open day where that is asked for."""
    if period == "today":
        shop.order("today", "c-today", date(2026, 11, 22))
        shop.publish()
    return shop


def test_an_older_snapshot_answers_by_the_plan_that_it_had(shop: SmallCompany) -> None:
    """What was said in a meeting can be looked up, after finance has planned anew."""
    question = Question("revenue", ToDate(CalendarUnit.MONTH), versus=VS)
    then = answer_question(question, shop.view)
    shop.forecast(date(2026, 1, 1), "revenue", 1)
    with shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE forecasts SET value = value * 2 WHERE metric = 'revenue'")
    shop.run()

    now = answer_question(question, shop.view)
    assert then.snapshot is not None
    again = answer_question(question, _as_of(shop, then.snapshot.id))

    assert then.previous is not None
    assert now.previous == pytest.approx(then.previous * 2)
    assert (again.previous, again.forecast) == (then.previous, then.forecast)


def _as_of(shop: SmallCompany, snapshot: int) -> CompanyView:
    return replace(shop.view, as_of=AsOf(snapshot, shop.now))

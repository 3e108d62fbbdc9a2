"""The page of all forecasts, and the finance dashboard's part of it."""

from datetime import date

import pytest
from company import SmallCompany

from metrics.answer import ChartKind
from metrics.catalogue.dashboards import FORECASTS, find_dashboard
from metrics.dashboard import PageDays
from metrics.engine import answer_dashboard
from metrics.period_words import read_period

FINANCE = find_dashboard("finance")


@pytest.fixture
def planned(company: SmallCompany) -> SmallCompany:
    """A company with some orders, and a forecast of two of its numbers."""
    for day in (1, 10, 21):
        company.order(f"o{day}", f"c{day}", date(2026, 11, day))
    company.forecast(date(2026, 11, 1), "revenue", 300)
    company.forecast(date(2026, 11, 1), "orders", 30)
    company.publish()
    return company


def test_the_page_has_every_metric_that_finance_plans(planned: SmallCompany) -> None:
    """A forecast that was imported would be missing in the table."""
    page = answer_dashboard(FORECASTS, PageDays(), planned.view)

    answers = [answer for row in page.rows for answer in row]
    assert [answer.metric for answer in answers] == ["orders", "revenue"]
    assert all(answer.chart is ChartKind.FORECAST and answer.forecast for answer in answers)
    assert page.period.label == "month to date"


def test_the_page_takes_a_period(planned: SmallCompany) -> None:
    """Last month's books are closed on the third of the next."""
    page = answer_dashboard(FORECASTS, PageDays(read_period("2026-11-01..2026-11-10")), planned.view)

    assert [answer.value for row in page.rows for answer in row] == [2, 100]


def test_without_a_forecast_the_page_says_how_to_bring_one(company: SmallCompany) -> None:
    """The first to ask is told what to do, and not shown an empty page."""
    page = answer_dashboard(FORECASTS, PageDays(), company.view)

    assert (page.headlines, page.rows) == ((), ())
    assert page.notes == ("There is no forecast yet: import a finance model with kpibot import forecast FILE.",)


def test_the_finance_dashboard_shows_the_forecasts_that_there_are(planned: SmallCompany) -> None:
    """The dashboard has its forecast section where there is a forecast, and no empty one elsewhere."""
    assert FINANCE is not None
    of_plan = answer_dashboard(FINANCE, PageDays(), planned.view).rows[-1]
    with planned.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM forecasts")
    planned.run()

    assert [(answer.metric, answer.chart) for answer in of_plan] == [("revenue", ChartKind.FORECAST)]
    assert answer_dashboard(FINANCE, PageDays(), planned.view).rows[-1] == ()

"""The dashboards: every number on a page is the one that it is alone, from one snapshot."""

from datetime import date

import pytest
from company import SmallCompany

from metrics.catalogue import METRICS, find_metric
from metrics.catalogue.dashboards import DASHBOARDS, find_dashboard
from metrics.catalogue.registry import normalized
from metrics.dashboard import Layout, PageDays
from metrics.engine import answer_dashboard, answer_question
from metrics.periods import PeriodSpec, Trailing

EVERY_DASHBOARD = pytest.mark.parametrize("layout", DASHBOARDS, ids=lambda layout: layout.name)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """A month of customers and ads; no expenses and no cash."""
    company.customers(date(2026, 11, 1), 25)
    company.customers(date(2026, 10, 1), 30)
    company.spend(date(2026, 9, 1), date(2026, 11, 21), 100)
    company.connect("refunds")
    company.publish()
    return company


@EVERY_DASHBOARD
def test_a_page_names_metrics_and_what_they_can_be_broken_down_by(layout: Layout) -> None:
    """No panel of a page is an error."""
    for panel in layout.panels:
        metric = find_metric(panel.metric)
        assert metric is not None, panel.metric
        assert panel.by is None or panel.by in metric.dimensions


def test_a_word_never_means_both_a_number_and_a_page() -> None:
    """What is typed leads to one thing."""
    of_metrics = {normalized(name) for metric in METRICS for name in (metric.name, *metric.aliases)}
    of_pages = [normalized(name) for each in DASHBOARDS for name in (each.name, *each.aliases)]

    assert not of_metrics & set(of_pages)
    assert len(of_pages) == len(set(of_pages))


@EVERY_DASHBOARD
@pytest.mark.parametrize("period", [None, Trailing(7)], ids=["own", "7d"])
def test_each_number_of_a_page_is_the_one_asked_alone(
    shop: SmallCompany, layout: Layout, period: PeriodSpec | None
) -> None:
    """Leadership and the team read the same number."""
    page = answer_dashboard(layout, PageDays(period), shop.view)

    shown = (*page.headlines, *(answer for row in page.rows for answer in row))
    panels = [panel for panel in layout.panels if not panel.is_planned]
    assert len(shown) == len(panels)
    for panel, answer in zip(panels, shown, strict=True):
        alone = answer_question(panel.question(PageDays(period)), shop.view)
        assert (answer.value, answer.reason, answer.series) == (alone.value, alone.reason, alone.series)
        assert answer.snapshot == page.snapshot


def test_a_page_is_as_fresh_as_its_oldest_number(shop: SmallCompany) -> None:
    """One late source is not hidden by the others."""
    shop.customers(date(2026, 11, 21), 25, prefix="later")
    shop.publish()
    late = shop.at(2026, 11, 25)

    page = answer_dashboard(DASHBOARDS[0], PageDays(), late.view)

    assert page.freshness is not None
    assert page.freshness.through == min(
        answer.freshness.through for answer in page.headlines if answer.freshness is not None
    )


def test_a_page_is_found_by_what_people_call_it() -> None:
    """Nobody has to know the one right word."""
    assert find_dashboard("Exec") is DASHBOARDS[0]
    assert find_dashboard("CFO") is DASHBOARDS[1]
    assert find_dashboard("nonsense") is None

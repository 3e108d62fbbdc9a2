"""Growth: what is compared with what, and when there is nothing to compare."""

from datetime import date
from decimal import Decimal

from company import SmallCompany

from metrics.answer import Absence

YESTERDAY = date(2026, 11, 21)


def _months(company: SmallCompany, *, first: date) -> None:
    """Revenue of 100 in September, 150 in October, and a lot in the open month."""
    company.order("before", "a", first, amount=0)
    company.order("september", "a", date(2026, 9, 30), amount=100)
    company.order("october", "b", date(2026, 10, 1), amount=150)
    company.order("november", "c", YESTERDAY, amount=9_000)
    company.connect("refunds")
    company.publish()


def test_revenue_growth_compares_closed_months(company: SmallCompany) -> None:
    """Three weeks of November are not held against the whole of October."""
    _months(company, first=date(2026, 9, 1))

    answer = company.ask("revenuegrowth")

    assert answer.value == Decimal("0.5")
    assert "Oct 1 – Oct 31, 2026 against Sep 1 – Sep 30, 2026." in answer.notes


def test_a_month_that_the_data_do_not_cover_is_nothing_to_grow_from(company: SmallCompany) -> None:
    """A company whose data begin on September 2 did not double in October."""
    _months(company, first=date(2026, 9, 2))

    answer = company.ask("revenuegrowth")

    assert answer.value is None
    assert answer.reason == "the data begins on Sep 2, 2026, and it takes Sep 1 – Sep 30, 2026"


def test_explain_shows_both_sides_of_a_growth(company: SmallCompany) -> None:
    """Nobody takes October's revenue for that of the asked days."""
    _months(company, first=date(2026, 9, 1))

    inputs = {each.label: each.value for each in company.ask("revenuegrowth").inputs}

    assert inputs["gross revenue, Oct 1 – Oct 31, 2026"] == 150
    assert inputs["gross revenue, Sep 1 – Sep 30, 2026"] == 100


def test_cac_growth_needs_enough_customers_on_both_sides(company: SmallCompany) -> None:
    """A jump from a handful of customers wakes nobody."""
    company.spend(date(2026, 8, 1), YESTERDAY, 10)
    company.order("first", "a", date(2026, 8, 1))
    company.order("latest", "a", YESTERDAY)
    company.customers(date(2026, 10, 23), 20)
    company.customers(date(2026, 10, 22), 19)
    company.publish()
    answer = company.ask("cacgrowth")
    assert answer.reason == "there are 19 new customers in these days, and it takes at least 20 (Sep 23 – Oct 22, 2026)"
    assert answer.absence is Absence.TOO_SMALL

    company.customers(date(2026, 10, 22), 6, prefix="more")
    company.publish()
    assert company.ask("cacgrowth").value == Decimal("0.25")

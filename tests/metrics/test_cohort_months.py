"""Cohorts by month: which count, and that none counts in two periods."""

from datetime import date
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import Cohort


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """Customers of August to October; some of them came back."""
    for month, customers in ((8, 4), (9, 2), (10, 5)):
        for index in range(customers):
            company.order(f"{month}-{index}", f"c{month}-{index}", date(2026, month, 3))
    company.order("back 1", "c8-0", date(2026, 9, 10), amount=30)
    company.order("back 2", "c9-0", date(2026, 10, 10), amount=10)
    company.order("back 3", "c10-0", date(2026, 11, 10))
    company.connect("refunds")
    company.publish()
    return company


def test_a_month_counts_once_it_has_closed(shop: SmallCompany) -> None:
    """November is open, so nothing is said of October's customers in it."""
    answer = shop.ask("cohorts", "365d")

    assert answer.value == Decimal(2) / 6
    assert answer.cohorts == (
        Cohort(date(2026, 8, 1), 4, (Decimal(1), Decimal("0.25"), Decimal(0))),
        Cohort(date(2026, 9, 1), 2, (Decimal(1), Decimal("0.5"))),
        Cohort(date(2026, 10, 1), 5, (Decimal(1),)),
    )
    assert "First orders up to September 2026 count: month +1 of later ones has not closed." in answer.notes


def test_a_cohort_counts_in_one_of_two_periods(shop: SmallCompany) -> None:
    """The month that a period begins in belongs to the period before, whole."""
    answer = shop.ask("cohorts", "2026-08-15..2026-09-30")

    assert [cohort.month for cohort in answer.cohorts] == [date(2026, 9, 1)]


def test_revenue_of_a_cohort_is_a_customers(shop: SmallCompany) -> None:
    """What each customer brought in the month after, those who did not come back too."""
    answer = shop.ask("cohortsrevenue", "365d")

    assert answer.value == Decimal(40) / 6
    assert [part.name for part in answer.breakdown] == ["net revenue", "gross profit"]

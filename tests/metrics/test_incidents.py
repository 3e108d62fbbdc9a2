"""Gaps in the data are marked on the picture and said beside the number."""

from datetime import date, timedelta

import pytest
from company import SmallCompany

from metrics.answer import Annotation

YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """Orders on each day, ad spend on each but two."""
    for back in range(40):
        company.customers(YESTERDAY - timedelta(days=back), 2, prefix=str(back))
    company.spend(date(2026, 9, 1), date(2026, 11, 2), 100)
    company.spend(date(2026, 11, 5), YESTERDAY, 100)
    company.complete("orders", YESTERDAY)
    company.run()
    return company


def test_days_without_ad_spend_are_marked(shop: SmallCompany) -> None:
    """A CAC that is low because two days of spend never came does not pass for a good one."""
    answer = shop.ask("cac")

    assert answer.annotations == (Annotation(date(2026, 11, 3), "no rows of ad spend"),)
    assert "No rows of ad spend on Nov 3 – Nov 4, 2026." in answer.notes


def test_a_number_that_needs_no_ad_spend_is_not_marked(shop: SmallCompany) -> None:
    """An incident of one source does not blemish the numbers of the others."""
    assert shop.ask("revenue").annotations == ()


def test_a_day_without_orders_is_marked_where_that_is_rare(company: SmallCompany) -> None:
    """An outage of the shop's feed is not read as a day on which nobody bought."""
    for back in [*range(10), *range(11, 60)]:
        company.customers(YESTERDAY - timedelta(days=back), 1, prefix=str(back))
    company.publish()

    assert company.ask("revenue", "30d").annotations == (Annotation(date(2026, 11, 11), "no rows of orders"),)


def test_a_quiet_shop_is_not_full_of_incidents(company: SmallCompany) -> None:
    """Where days without orders are ordinary, they are no incidents."""
    for back in range(0, 60, 2):
        company.customers(YESTERDAY - timedelta(days=back), 1, prefix=str(back))
    company.publish()

    assert company.ask("revenue", "30d").annotations == ()


def test_many_gaps_are_told_in_few_words(company: SmallCompany) -> None:
    """The number is not buried under a list of days."""
    company.customers(YESTERDAY, 30)
    for back in range(0, 20, 2):
        company.spend(YESTERDAY - timedelta(days=back), YESTERDAY - timedelta(days=back), 100)
    company.run()

    notes = company.ask("spend", "15d").notes

    assert [note for note in notes if "rows" in note or "remarks" in note] == [
        "No rows of ad spend on Nov 8, 2026.",
        "No rows of ad spend on Nov 10, 2026.",
        "No rows of ad spend on Nov 12, 2026.",
        "4 more remarks on the data of these days.",
    ]

"""Distinct customers: of a whole day, week or month, and who did not come back."""

from datetime import date
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import Grain

# A Saturday; the tests' now is the Sunday after.
YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """One customer of every month and week, one who left, and one who is new."""
    for month in (8, 9, 10, 11):
        company.order(f"loyal {month}", "loyal", date(2026, month, 10))
    company.order("gone", "gone", date(2026, 9, 30))
    company.order("gone again", "gone", date(2026, 9, 30))
    company.order("loyal late", "loyal", date(2026, 11, 12))
    company.order("new", "new", date(2026, 11, 14), channel="tiktok")
    company.order("new again", "new", YESTERDAY, channel="tiktok")
    company.publish()
    return company


def test_the_number_is_of_the_last_closed_day(shop: SmallCompany) -> None:
    """A day's customers are not summed into a month's, which would count people twice."""
    answer = shop.ask("customers")

    assert answer.value == 1
    assert [(part.name, part.value) for part in answer.breakdown] == [("new", 0), ("returning", 1)]
    assert "The number is of Nov 21, 2026." in answer.notes


@pytest.mark.parametrize(
    ("grain", "new_and_returning", "previous_and_days"),
    [
        (Grain.WEEK, [1, 1], (0, "Nov 9 – Nov 15, 2026")),
        (Grain.MONTH, [0, 1], (2, "Oct 1 – Oct 31, 2026")),
    ],
)
def test_weeks_and_months_are_counted_whole(
    shop: SmallCompany, grain: Grain, new_and_returning: list[int], previous_and_days: tuple[int, str]
) -> None:
    """The open week is not held against a whole one."""
    previous, days = previous_and_days

    answer = shop.ask("customers", grain=grain)

    assert (answer.value, answer.previous) == (sum(new_and_returning), previous)
    assert [part.value for part in answer.breakdown] == new_and_returning
    assert f"The number is of {days}." in answer.notes


def test_the_points_are_whole_weeks(shop: SmallCompany) -> None:
    """The week that the period cuts is drawn in full at its start, and not at all while it is open."""
    answer = shop.ask("customers", "2026-10-28..2026-11-18", grain=Grain.WEEK)

    assert [(point.day, point.value) for point in answer.series] == [
        (date(2026, 10, 26), 0),
        (date(2026, 11, 2), 0),
        (date(2026, 11, 9), 2),
    ]


def test_customers_of_the_open_day_are_said_to_move(shop: SmallCompany) -> None:
    """Today's number says that it is not the last word."""
    shop.order("today", "loyal", date(2026, 11, 22))
    shop.publish()

    answer = shop.ask("customers", "today")

    assert answer.value == 1
    assert any("still open" in note for note in answer.notes)


def test_churn_is_of_the_last_closed_month(shop: SmallCompany) -> None:
    """Of September's two customers one did not come back in October, however the period is asked."""
    assert shop.ask("churn", "365d").value == Decimal("0.5")
    assert shop.ask("churn", "7d").value == Decimal("0.5")


def test_churn_before_the_first_month_is_unknown(shop: SmallCompany) -> None:
    """No customers before the first is no churn of nought."""
    answer = shop.ask("churn", "2026-08")

    assert answer.value is None
    assert answer.reason == "no orders are known of the month before"


def test_by_channel_a_customer_is_of_the_first_orders_channel(shop: SmallCompany) -> None:
    """Channels add up to the total of customers too."""
    answer = shop.ask("customers", by="channel", grain=Grain.WEEK)

    assert {part.name: part.value for part in answer.breakdown} == {"meta": 1, "tiktok": 1}


def test_customers_of_a_named_month_are_those_of_the_month(shop: SmallCompany) -> None:
    """Asked for October, nobody is told how many bought on its last day."""
    answer = shop.ask("customers", "2026-10")

    assert answer.grain is Grain.MONTH
    assert (answer.value, answer.previous) == (1, 2)

"""What a number is held against: the period before, the same days last year, the target."""

from datetime import date
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import Comparison
from metrics.answer.wording import movement_text

YESTERDAY = date(2026, 11, 21)


def test_last_year_is_the_same_calendar_days(company: SmallCompany) -> None:
    """A season is held against the same season, not against the month before."""
    company.customers(date(2025, 10, 22), 1, prefix="before")
    company.customers(date(2025, 10, 23), 2, prefix="first")
    company.customers(date(2025, 11, 21), 3, prefix="last")
    company.customers(date(2025, 11, 22), 1, prefix="after")
    company.customers(YESTERDAY, 6)
    company.publish()

    answer = company.ask("revenue", versus=Comparison.LAST_YEAR)

    assert (answer.value, answer.previous) == (300, 250)
    assert movement_text(answer) == "up 20.0% from $250.00 (Oct 23 – Nov 21, 2025)"


def test_a_leap_day_falls_on_the_28th_of_other_years(company: SmallCompany) -> None:
    """Feb 29, 2028 has a day to be compared with."""
    company.customers(date(2027, 2, 28), 2)
    company.customers(date(2028, 2, 29), 3)
    company.customers(date(2028, 3, 1), 1)
    later = company.at(2028, 3, 10)
    later.publish()

    answer = later.ask("revenue", "2028-02-29..2028-02-29", versus=Comparison.LAST_YEAR)

    assert (answer.value, answer.previous) == (150, 100)


def test_a_year_before_the_first_row_is_no_comparison(company: SmallCompany) -> None:
    """Unknown days are not compared with as if nothing had been sold."""
    company.customers(YESTERDAY, 6)
    company.publish()

    answer = company.ask("revenue", versus=Comparison.LAST_YEAR)

    assert answer.previous is None
    assert any(note.startswith("No comparison with Oct 23 – Nov 21, 2025") for note in answer.notes)


@pytest.mark.parametrize(
    ("refunded", "words"),
    [
        (150, "5.0 points above the target of 5.0%"),
        (75, "on the target of 5.0%"),
        (0, "5.0 points below the target of"),
    ],
)
def test_the_target_is_a_comparison(company: SmallCompany, refunded: int, words: str) -> None:
    """How far a number lies from where it should be, in its own unit."""
    company.customers(YESTERDAY, 30)
    company.connect("refunds")
    if refunded:
        company.order("big", "big", YESTERDAY, amount=0)
        for index in range(refunded // 25):
            company.refund(f"r{index}", f"o-c-meta-{YESTERDAY}-{index}", YESTERDAY, 25)
    company.publish()

    answer = company.ask("refundrate", versus=Comparison.TARGET)

    assert (movement_text(answer) or "").startswith(words)


def test_a_metric_without_target_says_so(company: SmallCompany) -> None:
    """Nothing is compared with a target that nobody set."""
    company.customers(YESTERDAY, 6)
    company.publish()

    answer = company.ask("revenue", versus=Comparison.TARGET)

    assert answer.previous is None
    assert "Revenue has no target to be compared with." in answer.notes


def test_the_line_behind_has_the_days_of_the_period_before(company: SmallCompany) -> None:
    """Each day lies over the same day of the period before, so that the two lines can be read against each other."""
    company.customers(date(2026, 11, 7), 1, prefix="early")
    company.customers(date(2026, 11, 14), 2)
    company.customers(YESTERDAY, 6)
    company.publish()

    answer = company.ask("revenue", "7d")

    assert [point.value for point in answer.series] == [0, 0, 0, 0, 0, 0, 300]
    assert [point.day for point in answer.previous_series] == [date(2026, 11, day) for day in range(8, 15)]
    assert [point.value for point in answer.previous_series] == [0, 0, 0, 0, 0, 0, 100]


def test_a_longer_month_has_no_line_behind_its_last_days(company: SmallCompany) -> None:
    """October's 31st is drawn against no day of September, and not against the first of October."""
    company.customers(date(2026, 9, 1), 1, prefix="early")
    company.customers(YESTERDAY, 6)
    company.publish()

    answer = company.ask("revenue", "2026-10")

    assert len(answer.series) == 31
    assert len(answer.previous_series) == 30
    assert answer.previous_series[-1].day == date(2026, 9, 30)
    assert answer.previous_series[0].value == Decimal(50)

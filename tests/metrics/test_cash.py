"""Cash, burn and runway: which days they speak of, and when there is nothing to say."""

from datetime import date

import pytest
from company import SmallCompany

from metrics.answer import Absence

YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def burning(company: SmallCompany) -> SmallCompany:
    """Since August 1: 1,000 of payroll each month and 300 of revenue, with cost of goods of 100."""
    for month in (8, 9, 10):
        company.expense(date(2026, month, 15), 1_000)
        company.order(f"o{month}", "a", date(2026, month, 1), amount=300, cogs=100)
    company.order("last", "a", YESTERDAY, amount=0, cogs=0)
    company.spend(date(2026, 8, 1), YESTERDAY, 0)
    company.connect("refunds")
    company.balance(date(2026, 9, 30), 9_000)
    company.balance(date(2026, 10, 30), 8_200)
    company.publish()
    return company


def test_cash_is_the_latest_balance_with_its_date(burning: SmallCompany) -> None:
    """A balance of three weeks ago does not pass for yesterday's."""
    answer = burning.ask("cash")

    assert answer.value == 8_200
    assert "Balance of Oct 30, 2026." in answer.notes
    assert burning.ask("cash", "2026-10-01..2026-10-29").value == 9_000


def test_a_balance_of_nought_is_a_balance(burning: SmallCompany) -> None:
    """An empty account does not show last month's money."""
    burning.balance(date(2026, 11, 20), 0)
    burning.publish()

    assert burning.ask("cash").value == 0


def test_cash_that_was_never_brought_holds_nothing_else_back(company: SmallCompany) -> None:
    """Revenue is there without a bank statement; cash and burn say what to import."""
    company.order("o", "a", YESTERDAY)
    company.spend(YESTERDAY, YESTERDAY, 5)
    company.connect("refunds")
    company.publish()

    assert company.ask("cash").reason == "cash balances are not connected: import a file of cash_balances"
    assert company.ask("burn").reason == "operating expenses are not connected: import a file of expenses"
    assert company.ask("netrevenue").value == 50


def test_burn_of_a_month_is_that_of_the_month(burning: SmallCompany) -> None:
    """October burned 1,000 + 100 - 300, and the bank's 800 agrees."""
    answer = burning.ask("burn", "2026-10")

    assert answer.value == 800
    assert {part.name: part.value for part in answer.breakdown} == {
        "net burn": 800,
        "gross burn": 1_100,
        "bank's view": 800,
    }
    assert not [note for note in answer.notes if "bank" in note]


def test_a_bank_that_disagrees_is_reported(burning: SmallCompany) -> None:
    """Money that went elsewhere than into the books is noticed; a loan is not taken for income."""
    burning.balance(date(2026, 10, 31), 8_600, financing=500)
    burning.publish()

    notes = burning.ask("burn", "2026-10").notes

    assert [note for note in notes if note.startswith("The bank's view is 900: 100 apart")]


def test_runway_is_cash_over_three_closed_months(burning: SmallCompany) -> None:
    """A quiet November so far does not lengthen it."""
    answer = burning.ask("runway")

    assert answer.value == pytest.approx(10.25)
    assert "Burn of Aug 1 – Oct 31, 2026." in answer.notes


def test_runway_needs_three_months(burning: SmallCompany) -> None:
    """Two months are no mean to plan by."""
    assert (
        burning.ask("runway", "2026-09").reason == "the data begins on Aug 1, 2026, and it takes Jul 1 – Sep 30, 2026"
    )


def test_a_company_that_earns_is_not_burning(burning: SmallCompany) -> None:
    """Nobody is told a runway of minus forty months; with the account empty, it is none at all."""
    burning.order("big", "a", date(2026, 10, 2), amount=90_000)
    burning.publish()
    answer = burning.ask("runway")
    assert answer.reason == "not burning: net burn was not above zero in Aug 1 – Oct 31, 2026"
    assert answer.absence is Absence.HARMLESS

    burning.balance(date(2026, 11, 20), 0)
    burning.publish()
    assert burning.ask("runway").value == 0


def test_what_is_of_the_company_says_that_it_has_no_channels(burning: SmallCompany) -> None:
    """Rent is not spread over Meta and TikTok, and the company is no channel of revenue."""
    answer = burning.ask("ebitda", "2026-10", by="channel")

    assert answer.breakdown == ()
    assert "EBITDA margin is of the company as a whole: it has no parts by channel." in answer.notes
    assert [part.name for part in burning.ask("revenue", by="channel").breakdown] == ["meta"]


def test_operating_expenses_are_broken_down_by_category(burning: SmallCompany) -> None:
    """Where the money goes is told by category, and the categories add up."""
    burning.expense(date(2026, 10, 5), 700, category="rent")
    burning.publish()

    answer = burning.ask("opex", "2026-10")

    assert answer.dimension == "category"
    assert {part.name for part in answer.breakdown} == {"payroll", "rent"}
    assert sum(part.value or 0 for part in answer.breakdown) == answer.value


def test_operating_expenses_have_no_channels(burning: SmallCompany) -> None:
    """A breakdown that a number does not have is said to be missing, and the one it has is named."""
    answer = burning.ask("opex", "2026-10", by="channel")

    assert "Operating expenses: no parts by channel, only by category." in answer.notes

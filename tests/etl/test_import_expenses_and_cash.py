"""Operating expenses and cash balances on their way in, and what a run makes of them."""

from datetime import date
from decimal import Decimal

import pytest
from fixture_types import ImportText, Rows
from moments import NOW

from etl.company import Company
from etl.run import run_etl
from store.database import Database


def test_expenses_stand_under_the_company_and_by_category(
    import_text: ImportText, database: Database, rows: Rows
) -> None:
    """Rent belongs to no marketing channel, and can still be told from payroll."""
    import_text("expenses", "date,category,amount", "2026-10-01,rent,1200.50", "2026-10-01,payroll,3000")

    run_etl(database, Company(), NOW)

    assert rows("SELECT day, channel, opex FROM metrics_daily") == [(date(2026, 10, 1), "company", Decimal("4200.50"))]
    by_category = rows("SELECT category, opex FROM opex_daily ORDER BY category")
    assert by_category == [("payroll", Decimal(3000)), ("rent", Decimal("1200.50"))]


def test_an_overdrawn_account_and_a_repaid_loan_are_taken(import_text: ImportText, rows: Rows) -> None:
    """Bad news about cash is not refused."""
    summary = import_text("cash_balances", "day,balance,financing", "2026-10-01,-250.75,-1000", "2026-10-02,0,")

    assert summary.counts.new == 2
    balances = rows("SELECT balance, financing FROM cash_balances ORDER BY day")
    assert balances == [(Decimal("-250.75"), Decimal(-1000)), (Decimal(0), Decimal(0))]


def test_a_balance_of_zero_is_known_to_have_been_read(import_text: ImportText, database: Database, rows: Rows) -> None:
    """Nothing in the bank is a fact, not a missing row."""
    import_text("cash_balances", "day,balance", "2026-10-02,0")

    run_etl(database, Company(), NOW)

    assert rows("SELECT source, day, rows FROM source_days") == [("cash_balances", date(2026, 10, 2), 1)]


@pytest.mark.parametrize(
    ("source", "header", "row", "reason"),
    [
        ("expenses", "day,category,amount", "2026-10-01,rent,-5", "amount '-5' is negative"),
        ("expenses", "day,category,amount", "2026-10-01,,5", "category is empty"),
        (
            "expenses",
            "day,category,amount,currency",
            "2026-10-01,rent,5,USD",
            "currency is 'USD', not the company's CAD",
        ),
        (
            "cash_balances",
            "day,balance",
            "2026-10-01,1e6",
            "balance '1e6' is not a plain amount such as 1234.50 or -1234.50",
        ),
        ("cash_balances", "day,balance", "1 Oct,5", "day '1 Oct' is not a day such as 2026-11-22"),
    ],
)
def test_what_can_not_be_true_is_refused_with_its_reason(
    import_text: ImportText, source: str, header: str, row: str, reason: str
) -> None:
    """A typo in the books is named by its line, not added to them."""
    summary = import_text(source, header, row)

    assert summary.refusals == ((2, reason),)


def test_a_correction_replaces_what_was_there(import_text: ImportText, database: Database, rows: Rows) -> None:
    """The second file of the same month does not double the rent."""
    import_text("expenses", "day,category,amount", "2026-10-01,rent,1200")
    run_etl(database, Company(), NOW)

    summary = import_text("expenses", "day,category,amount", "2026-10-01,rent,1300")
    run_etl(database, Company(), NOW)

    assert summary.counts.changed == 1
    assert rows("SELECT opex FROM opex_daily") == [(Decimal(1300),)]

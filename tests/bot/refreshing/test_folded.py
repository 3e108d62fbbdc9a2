"""Which rows a run on demand folds in, by what happened to them."""

from datetime import date, timedelta

import pytest
from company import ZONE, SmallCompany
from sqlalchemy import delete, update

from bot.refreshing.folded import FoldedRows, Kind, rows_waiting
from store.database import Database
from store.tables import orders, spend

TODAY = date(2026, 11, 22)
CLOSED = TODAY - timedelta(days=1)


@pytest.fixture
def company(database: Database) -> SmallCompany:
    """Two orders and a day of spend, published."""
    company = SmallCompany(database)
    company.order("o1", "ada", CLOSED)
    company.order("o2", "bob", CLOSED)
    company.spend(CLOSED, CLOSED, 100)
    company.publish()
    return company


def test_each_row_counts_once_by_what_became_of_it(company: SmallCompany) -> None:
    """“31 late orders” would be edits of one order, or orders of this morning."""
    company.order("late", "eve", CLOSED)
    company.order("today", "eve", TODAY)
    company.order("came and went", "eve", TODAY)
    company.refund("r", "late", TODAY, 10)
    with company.database.write() as connection:
        for amount in (60, 70):
            connection.execute(update(orders).where(orders.c.id == "o1").values(gross_amount=amount))
        connection.execute(delete(orders).where(orders.c.id.in_(["o2", "came and went"])))
        connection.execute(update(spend).values(amount=200))

    assert rows_waiting(company.database, ZONE, TODAY) == (
        FoldedRows("orders", Kind.LATE, 1),
        FoldedRows("orders", Kind.NEW, 1),
        FoldedRows("orders", Kind.CHANGED, 1),
        FoldedRows("orders", Kind.REMOVED, 1),
        FoldedRows("refunds", Kind.NEW, 1),
        FoldedRows("spend", Kind.CHANGED, 1),
    )


def test_nothing_waits_after_a_run(company: SmallCompany) -> None:
    """Each refresh would name the same rows again."""
    assert rows_waiting(company.database, ZONE, TODAY) == ()

"""What became of a number since it was shown: the number then, the number now, and the rows between them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from company import SmallCompany
from sqlalchemy import text

from bot.views.since import since_text
from metrics.answer import Answer
from metrics.engine import AsOf, answer_question, what_came_since
from metrics.periods import Trailing
from metrics.question import Question
from metrics.since import Since
from store.database import Database

YESTERDAY = date(2026, 11, 21)
REVENUE = Question("netrevenue", Trailing(7))


@pytest.fixture
def shop(database: Database) -> SmallCompany:
    """Two weeks of two orders of 50 a day."""
    company = SmallCompany(database)
    for back in range(14):
        company.customers(YESTERDAY - timedelta(days=back), 2, prefix=str(back))
    company.connect("refunds")
    company.publish()
    return company


def explained(shop: SmallCompany, snapshot: int = 1) -> tuple[Answer, Since]:
    then = answer_question(REVENUE, replace(shop.view, as_of=AsOf(snapshot, shop.now)))
    since = what_came_since(REVENUE, then, shop.view)
    assert since is not None
    return then, since


def test_late_rows_are_named_with_their_days(shop: SmallCompany) -> None:
    """Who posted $700 in the morning can tell at noon why it is $745."""
    shop.order("late1", "x", date(2026, 11, 20))
    shop.refund("r1", "o-5-meta-2026-11-16-0", date(2026, 11, 19), 5)
    shop.run()

    then, since = explained(shop)

    assert since_text(then, since) == (
        "Since then: It was $700.00, and for the same days it is $745.00 now (+6.4%). "
        "1 late order of Nov 20, 2026 (late1); 1 late refund of Nov 19, 2026 (r1)."
    )


def test_the_days_stay_those_of_the_message(shop: SmallCompany) -> None:
    """A week later "7d" is another week; the message still spoke of its own."""
    later = replace(shop, now=shop.now + timedelta(days=7))
    later.customers(date(2026, 11, 27), 40, prefix="new")
    later.run()

    then, since = explained(replace(later, now=shop.now))

    assert (then.value, since.now.value) == (700, 700)
    assert since_text(then, since) == "Since then: Nothing has changed."


def test_rows_that_do_not_touch_the_number_are_not_blamed(shop: SmallCompany) -> None:
    """Ad spend of yesterday has nothing to do with net revenue."""
    shop.spend(YESTERDAY, YESTERDAY, 100)
    shop.run()

    then, since = explained(shop)

    assert since_text(then, since) == "Since then: Nothing has changed."


def test_changed_and_deleted_rows_are_told_apart(shop: SmallCompany) -> None:
    """A correction is no late order."""
    with shop.database.write() as connection:
        connection.execute(text("UPDATE orders SET gross_amount = 60 WHERE id LIKE '%-2026-11-20-%'"))
        connection.execute(text("DELETE FROM orders WHERE id LIKE '%-2026-11-18-0'"))
    shop.run()

    then, since = explained(shop)

    assert "it is $670.00 now (−4.3%)" in since_text(then, since)
    assert "2 changed orders of Nov 20, 2026 (" in since_text(then, since)
    assert "1 deleted order of Nov 18, 2026 (" in since_text(then, since)


def test_many_rows_are_counted_and_few_are_named(shop: SmallCompany) -> None:
    """A thousand late orders are one line."""
    for back in range(6):
        shop.customers(YESTERDAY - timedelta(days=back), 3, prefix=f"late{back}")
    shop.run()

    told = since_text(*explained(shop))

    assert "18 late orders of Nov 21, 2026, Nov 20, 2026, Nov 19, 2026 and 3 more days (" in told
    assert told.count("o-late") == 5
    assert ", …)" in told


def test_a_rebuild_under_another_definition_is_said(shop: SmallCompany) -> None:
    """Numbers that moved because the company's zone was mended did not move because of late rows."""
    with shop.database.write() as connection:
        connection.execute(text("UPDATE runs SET parameters = '{}'"))
        connection.execute(text("UPDATE orders SET gross_amount = 51"))
    shop.run()

    assert "computed anew under another definition, zone or mapping on Nov 22, 2026" in since_text(*explained(shop))

"""A test that runs with its users split wrongly is told where alerts go: once, and with what to do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from company import ZONE, SmallCompany
from posts import Posts

from bot.alerting.guards import Guards
from bot.answering import Answering
from sandbox.blocks.check import message_findings
from store.database import Database

LAST = date(2026, 11, 21)


@pytest.fixture
def shop(database: Database) -> SmallCompany:
    """A test that is split wrongly, one that is not, and one that is over."""
    company = SmallCompany(database)
    for key, users, status in (("popup", 9_000, "running"), ("bar", 10_000, "running"), ("hero", 9_000, "stopped")):
        company.experiment(key, status=status)
        company.result(key, LAST, "control", 10_000, 1_000)
        company.result(key, LAST, "new", users, 1_000)
    company.publish()
    return company


def guards(shop: SmallCompany, place: str | None = "C1X") -> Guards:
    return Guards(Answering(shop.database, ZONE, "CAD", lambda: shop.now), place)


def test_it_is_told_once_by_any_number_of_replicas(shop: SmallCompany) -> None:
    """Each day of it is lost, and nobody looks at a message that comes every minute."""
    replicas = [guards(shop) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda each: each.look(), replicas))
    shop.result("popup", date(2026, 11, 20), "control", 9_000, 900)
    shop.publish()
    again = [each.look() for each in replicas]

    (row,) = Posts(shop.database).rows("guard")
    assert (sum(told), again) == (1, [0, 0, 0, 0])
    assert row.channel == "C1X"
    assert row.message["text"].startswith("⚠️ Popup: its users are split wrongly. No verdict: users were not split")
    assert message_findings(row.message["blocks"]) == []


def test_what_was_looked_at_before_a_crash_is_told_after_it(shop: SmallCompany) -> None:
    """Who dies between looking and telling must not have silenced it."""
    died = guards(shop)
    died.checked = 1

    assert (died.look(), guards(shop).look()) == (0, 1)


def test_one_that_goes_wrong_later_is_told_then(shop: SmallCompany) -> None:
    """A split that breaks in the second week is as bad as one of the first day."""
    guard = guards(shop)
    guard.look()
    with shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE experiment_results SET users = 12000 WHERE variant = 'new'")
    shop.publish()

    assert guard.look() == 1
    assert [row.words for row in Posts(shop.database).rows("guard")] == ["experiment popup", "experiment bar"]


def test_without_a_place_nobody_is_told(shop: SmallCompany) -> None:
    """As for every alert: the digest has it all the same."""
    assert guards(shop, None).look() == 0
    assert Posts(shop.database).rows("guard") == []

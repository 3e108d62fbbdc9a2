"""What a digest says of experiments: those that ended, once, and those that run with users split wrongly."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sandbox.blocks.check import message_findings
from store.owing import OwedMessage

ENDED, LAST = date(2026, 11, 21), date(2026, 11, 22)


def test_an_ended_experiment_is_told_on_its_morning_and_no_other(
    shop: Any, spoken_of: Callable[[OwedMessage], str]
) -> None:
    """Leadership learns what came of a test without asking, and is not told of it for weeks."""
    shop.company.experiment("checkout", status="completed", ended_on=ENDED, planned_users=20_000)
    shop.company.result("checkout", ENDED, "control", 10_000, 1_000)
    shop.company.result("checkout", ENDED, "one_page", 10_000, 1_200)
    shop.company.experiment("flag", kind="feature_flag", status="completed", ended_on=ENDED)

    (told,) = shop.at("2026-11-22 07:30")
    shop.spend_comes(LAST)
    shop.company.order("last", "last", LAST)
    shop.company.complete("orders", LAST)
    (later,) = shop.at("2026-11-23 07:31")[:1]

    assert message_findings(list(told.blocks)) == []
    assert "Experiments that ended\nCheckout  \none_page is better: +20.0% (+10.9% to +29.9%)" in spoken_of(told)
    assert "Experiments that ended: Checkout, one_page is better: +20.0%" in told.text
    assert "Flag" not in spoken_of(told)
    assert "Experiments that ended" not in spoken_of(later)


def test_a_test_that_runs_with_users_split_wrongly_is_told_each_morning(
    shop: Any, spoken_of: Callable[[OwedMessage], str]
) -> None:
    """Every day that it goes on is lost, and its verdict with it."""
    shop.company.experiment("popup")
    shop.company.result("popup", ENDED, "control", 10_000, 1_000)
    shop.company.result("popup", ENDED, "new", 9_000, 1_100)

    (told,) = shop.at("2026-11-22 07:30")

    assert "Experiments that run wrongly\nPopup  \nno verdict: users were not split as planned" in spoken_of(told)


def test_finances_digest_has_none(shop: Any, spoken_of: Callable[[OwedMessage], str]) -> None:
    """Who asked for margins is not told of buttons."""
    shop.text = "finance -> C0123"
    shop.company.experiment("checkout", status="completed", ended_on=ENDED)
    shop.company.result("checkout", ENDED, "control", 10_000, 1_000)

    (told,) = shop.at("2026-11-22 07:30")

    assert "xperiment" not in spoken_of(told)

"""The demo's numbers, recomputed from the files: in the ranges of a real shop, and with something to see."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

CHANNELS = ("meta", "tiktok", "other")


def test_ltv_to_cac_is_that_of_a_sound_shop_and_moves(book: Any) -> None:
    """The demo's first question would be answered with a number that nobody believes, or with a flat line."""
    trail = [book.ltv(ago=ago) / book.cac(ago=ago) for ago in range(0, 90, 10)]

    assert 3.5 <= trail[0] <= 4.6
    assert max(trail) - min(trail) > 0.6


@pytest.mark.parametrize("last_day", [date(2026, 2, 15), date(2027, 7, 31)])
def test_the_demo_is_as_lively_in_another_season(company_ending: Callable[[date], Any], last_day: date) -> None:
    """Whoever tries the demo in February or July would see an alarming company, or a dull one."""
    book = company_ending(last_day)

    assert 3.5 <= book.ltv() / book.cac() <= 4.6
    assert 35 <= book.cac() <= 75
    assert book.cac("tiktok", ago=30) > 1.5 * book.cac("tiktok")


def test_channels_differ_in_cost_and_worth(book: Any) -> None:
    """A breakdown by channel would show three equal bars."""
    worth = {channel: book.ltv(channel) / book.cac(channel) for channel in CHANNELS}

    assert 35 <= book.cac() <= 75
    assert worth["other"] > worth["meta"] + 1 > worth["tiktok"] + 2
    assert worth["tiktok"] > 2


def test_month_is_ordinary(book: Any) -> None:
    """Refund rate, order value or margin would stand out of the digest as a fault of the bot."""
    orders = book.orders[book.orders["day"].between(*book.window())]
    refunded = book.refunds["amount"][book.refunds["day"].between(*book.window())].sum()
    revenue = orders["gross_amount"].sum()

    assert 0.03 <= refunded / revenue <= 0.06
    assert 55 <= revenue / len(orders) <= 80
    assert 0.60 <= 1 - orders["cogs"].sum() / (revenue - refunded) <= 0.68


def test_a_third_of_the_customers_comes_back(book: Any) -> None:
    """Retention curves would lie on the floor or at the ceiling."""
    within = [book.retention(days) for days in (30, 60, 90)]

    assert 0.15 <= within[0] < within[1] < within[2] <= 0.36


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_a_value_on_every_day(book: Any, channel: str) -> None:
    """Charts by channel would have gaps: fewer than 20 new customers in 30 days, or in a bucket of the LTV."""
    born = book.customers["first_day"][book.customers["channel"] == channel]
    daily = born.value_counts().reindex(pd.date_range(book.spend["day"].min(), book.last), fill_value=0)

    assert daily.rolling(30).sum().min() >= 20
    assert min(len(cohort) for cohort in book.cohorts(channel).values()) >= 20


def test_a_campaign_that_went_wrong_shows_as_a_spike(book: Any) -> None:
    """The 90-day chart of CAC would have no story, and its arrow nothing to compare with."""
    before, during, after = (book.cac(ago=ago) for ago in (60, 33, 0))

    assert during > 1.15 * before
    assert during > 1.08 * after
    assert book.cac("tiktok", ago=33) > 1.6 * book.cac("tiktok", ago=60)


def test_the_campaign_spends_four_times_the_usual_for_ten_days(book: Any) -> None:
    """Looking into the spike by campaign would not lead to its cause."""
    tiktok = book.spend[book.spend["channel"] == "tiktok"]
    wrong = tiktok[tiktok["campaign"] == "dance-challenge"]
    usual = tiktok[(tiktok["campaign"] != "dance-challenge") & tiktok["day"].isin(wrong["day"])]

    assert list(wrong["day"]) == list(pd.date_range("2026-10-11", "2026-10-20"))
    assert (wrong["amount"].sum() + usual["amount"].sum()) / usual["amount"].sum() == pytest.approx(4, abs=0.01)
    assert wrong["conversions"].sum() < 0.2 * usual["conversions"].sum()


def test_the_books_and_the_bank_agree(clean_files: Any, book: Any) -> None:
    """The demo's burn would report a difference on a company without a fault."""
    cash, expenses = pd.read_csv(clean_files.cash_balances), pd.read_csv(clean_files.expenses)
    orders, first = book.orders, cash["day"].iloc[0]
    earned = (orders["gross_amount"] - orders["cogs"])[orders["day"] > first].sum()
    refunded = book.refunds["amount"][book.refunds["day"] > first].sum()
    spent = book.spend["amount"][book.spend["day"] > first].sum() + expenses["amount"][expenses["day"] > first].sum()
    financed = cash["financing"].sum()

    moved = cash["balance"].iloc[-1] - cash["balance"].iloc[0]
    assert moved == pytest.approx(earned - refunded - spent + financed, abs=0.01)


def test_the_company_burns_and_has_months_left(clean_files: Any) -> None:
    """Burn and runway would have nothing to show."""
    cash = pd.read_csv(clean_files.cash_balances)

    assert (cash["balance"] > 0).all()
    august_to_october = cash.set_index("day")["balance"]
    burned = (august_to_october["2026-07-31"] - august_to_october["2026-10-31"]) / 3
    assert 6 < cash["balance"].iloc[-1] / burned < 24

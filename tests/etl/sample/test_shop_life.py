"""What happens in the sample shop over two years: seasons, clock changes, subscriptions, refunds."""

from datetime import timedelta
from typing import Any

import pandas as pd


def test_two_years_of_orders_end_on_the_last_day(book: Any) -> None:
    """A comparison with the year before would have no base, or the digest no yesterday."""
    days = book.orders["day"]

    assert 25_000 <= len(book.orders) <= 45_000
    assert (days.min(), days.max()) == (book.last - timedelta(days=729), book.last)
    assert list(book.spend["day"].unique()) == list(pd.date_range(days.min(), book.last))


def test_no_refund_lies_behind_the_last_day_or_before_its_order(book: Any) -> None:
    """Numbers of closed days would change tomorrow, or money would be paid back before it was paid."""
    refunded, ordered = (
        pd.to_datetime(book.refunds[column], utc=True, format="ISO8601") for column in ("refunded_at", "ordered_at")
    )

    assert book.refunds["day"].max() <= book.last
    assert (refunded > ordered).all()


def test_black_friday_and_growth_are_seen(book: Any) -> None:
    """A year's chart would be flat."""
    daily = book.orders.groupby("day").size()
    months = daily.resample("MS").mean()

    assert daily["2025-11-28"] > 2 * months["2025-10-01"]
    assert daily["2025-12-01"] > 1.5 * months["2025-10-01"]
    assert months["2026-10-01"] > 1.5 * months["2025-10-01"] > 2 * months["2024-12-01"]


def test_new_customers_dip_in_summer_and_peak_before_christmas(book: Any) -> None:
    """A comparison with the month before would never be the season's doing."""
    months = book.customers.groupby("first_day").size().resample("MS").mean()

    assert months["2026-07-01"] < 0.9 * months["2026-05-01"]
    assert months["2025-12-01"] > 1.1 * months["2025-10-01"]
    assert months["2026-01-01"] < 0.85 * months["2025-12-01"]


def test_people_sleep_and_have_weekends(book: Any) -> None:
    """A day's or week's pattern, which plausibility checks learn from, would be noise."""
    bought = book.orders[book.orders["subscription_id"].isna()]
    by_hour = bought["ordered_at"].str[11:13].astype(int).value_counts()
    by_weekday = bought["day"].dt.day_of_week.value_counts()

    assert by_hour[20] > 10 * by_hour[3]
    assert by_weekday[5] < 0.9 * by_weekday[0]


def test_clock_changes_are_lived_through(book: Any) -> None:
    """An hour that comes twice, and one that never comes, would go untried in the demo."""
    written = book.orders["ordered_at"]

    assert set(written[written.str.startswith("2026-11-01T01")].str[19:]) == {"-04:00", "-05:00"}
    assert not written.str.startswith("2026-03-08T02").any()
    assert written.str.startswith("2026-03-09T02").any() or written.str.startswith("2026-03-08T03").any()


def test_each_way_of_buying_is_there(book: Any) -> None:
    """MRR and its movements would rest on one kind of plan."""
    orders = book.orders
    counts = orders["interval_months"].value_counts()

    assert orders["subscription_id"].isna().equals(orders["interval_months"].isna())
    assert set(counts.index) == {1, 3, 12}
    assert counts.min() > 100
    assert orders["subscription_id"].isna().mean() > 0.25
    assert 10 <= (orders["gross_amount"] == 0).sum() <= 200


def test_subscriptions_are_paused_changed_paid_late_and_taken_up_again(book: Any) -> None:
    """A movement of MRR (reactivation, expansion, contraction) would stay at zero, and grace would never matter."""
    monthly = book.orders[book.orders["interval_months"] == 1]
    of_one = monthly.groupby("subscription_id")
    gaps, steps = of_one["day"].diff().dt.days, of_one["gross_amount"].diff()[of_one.cumcount() > 1]
    subscriptions = book.orders.groupby("customer_id")["subscription_id"].nunique()

    assert ((gaps > 30) & (gaps <= 33)).sum() > 100
    assert (gaps >= 60).sum() > 100
    assert min((steps > 0).sum(), (steps < 0).sum()) > 50
    assert (subscriptions > 1).sum() > 50


def test_some_subscribers_leave_each_month(book: Any) -> None:
    """Churn would be zero, or a flood."""
    bills = book.orders[book.orders["interval_months"] == 1].groupby("subscription_id")["day"].max()
    settled = bills[bills < book.last - timedelta(days=120)]
    paid = book.orders[(book.orders["interval_months"] == 1) & (book.orders["day"] < book.last - timedelta(days=120))]

    assert 0.03 <= len(settled) / len(paid) <= 0.10


def test_refunds_come_soon_or_late_in_whole_or_in_part_and_never_exceed_the_order(book: Any) -> None:
    """Refunds that arrive months later, or in parts, are what makes a closed number move: the demo needs some."""
    of_order = book.refunds.groupby("order_id").agg(
        paid=("amount", "sum"), parts=("id", "size"), gross=("gross_amount", "first")
    )
    ordered = book.refunds["order_id"].map(book.orders.set_index("id")["day"])
    waited = (book.refunds["day"] - ordered).dt.days

    assert (of_order["paid"] <= of_order["gross"] + 1e-9).all()
    assert (of_order["parts"] > 1).sum() > 50
    assert (of_order["paid"] < of_order["gross"]).sum() > 200
    assert 0.7 <= (waited <= 21).mean() <= 0.95
    assert (waited > 45).sum() > 50

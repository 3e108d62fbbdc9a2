"""Lifetime value and payback of the oracle against numbers worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hand_made import bought, company, crowd, refunded, spent
from oracle import Oracle

JAN_1 = date(2025, 1, 1)


def days_on(count: int) -> date:
    """The day so many days after the first of January 2025."""
    return JAN_1 + timedelta(days=count)


def launch(*, cost: str = "100") -> Oracle:
    """Twenty customers of one day: 10 each on it, 10 at age 30, 10 at age 31 and 10 at ages 360 and 361."""
    return company(crowd(20, JAN_1, name="c", ages=(0, 30, 31, 360, 361)), spend=[spent(JAN_1.isoformat(), cost)])


def test_each_age_counts_from_the_day_on_which_it_was_lived_through() -> None:
    """At age 29 only day 0 is whole: 10. At 30, bucket 1: 20. At 60, bucket 2: 30. At 360 all: 40; 361 lies beyond."""
    oracle = launch()

    values = [oracle.value("ltv", JAN_1, days_on(age)) for age in (0, 29, 30, 59, 60, 359, 360, 400)]

    assert values == [10, 10, 20, 20, 30, 30, 40, 40]


def test_the_sum_stops_before_the_first_bucket_with_fewer_than_twenty() -> None:
    """19 customers have no value at all; 19 old ones and 20 new stop after the first day's bucket."""
    few = crowd(19, JAN_1, name="old", gross="50", ages=(0, 5))
    young = crowd(20, days_on(95), name="young")

    assert company(few).value("ltv", JAN_1, days_on(400)) is None
    assert company(few + young).ltv_buckets(days_on(100)) == [(0, 20, days_on(6), days_on(95), Decimal(10))]


def test_a_short_bucket_ends_the_sum_although_later_ones_are_full() -> None:
    """On day 100 the latest 90 days hold 5 new customers; the 20 of day 0 would fill buckets 1 to 3, and may not."""
    orders = crowd(20, JAN_1, name="old", ages=(0, 3)) + crowd(5, days_on(95), name="new")

    assert company(orders).ltv_buckets(days_on(100)) == []
    assert company(orders).value("ltv", JAN_1, days_on(100)) is None


def test_the_window_is_ninety_days_that_end_on_the_latest_acquisition_day() -> None:
    """From day 89 back to day 0 are 90 days: (20 x 10 + 20 x 40) / 40 = 25. From day 90, day 0 is out: 40."""
    early = crowd(20, JAN_1, name="early")

    inside = company(early + crowd(20, days_on(89), name="late", gross="40")).ltv_buckets(days_on(100))
    outside = company(early + crowd(20, days_on(90), name="late", gross="40")).ltv_buckets(days_on(100))

    assert inside[0] == (0, 40, JAN_1, days_on(89), Decimal(25))
    assert outside[0] == (0, 20, days_on(1), days_on(90), Decimal(40))


def test_each_bucket_takes_the_latest_customers_who_lived_through_it() -> None:
    """On day 130 the new ones of day 120 speak for day 0 (40), the old ones of day 0 for ages 1 to 30 (10)."""
    orders = crowd(20, JAN_1, name="old", ages=(0, 3)) + crowd(25, days_on(120), name="new", gross="40", ages=(0, 3))

    buckets = company(orders).ltv_buckets(days_on(130))

    assert [(k, customers, int(value)) for k, customers, _, _, value in buckets] == [
        (0, 25, 40), (1, 20, 10), (2, 20, 0), (3, 20, 0), (4, 20, 0),
    ]  # fmt: skip


def test_gross_profit_takes_cost_on_the_orders_day_and_a_refund_on_its_own() -> None:
    """One of 20 pays 100 at a cost of 40 on day 0: 3 each. 30 of it back at age 31: -1.50 in bucket 2."""
    orders = [*crowd(19, JAN_1, name="c", gross="0"), bought("o1", "ann", "2025-01-01", "100", "40")]

    buckets = company(orders, [refunded("r1", "o1", "2025-02-01", "30")]).ltv_buckets(days_on(60))

    assert [value for *_, value in buckets] == [3, 0, Decimal("-1.5")]


def test_a_refund_before_its_customers_first_day_counts_on_the_first_day() -> None:
    """Clean data have none; 20 of 200 taken back leave 180 / 20 = 9 on day 0."""
    orders = crowd(20, JAN_1, name="c")

    buckets = company(orders, [refunded("r1", orders[0].id, "2024-12-30", "20")]).ltv_buckets(JAN_1)

    assert [value for *_, value in buckets] == [9]


def test_a_channels_value_has_its_own_customers_and_its_own_latest_day() -> None:
    """TikTok's last customers came on day 0 (20 each on it), Meta's on day 50 (10 each), whoever bought there too."""
    orders = crowd(20, JAN_1, name="t", gross="20", channel="tiktok") + crowd(20, days_on(50), name="m")
    elsewhere = [bought(f"x{n}", f"t{n}", "2025-01-01", "1", channel="meta") for n in range(1, 20)]

    oracle = company(orders + elsewhere)

    # t0 has only its own 20; each of the 19 others bought for 1 more: (20 x 20 + 19) / 20 = 20.95.
    assert oracle.ltv_buckets(days_on(20), "tiktok")[0] == (0, 20, days_on(-89), JAN_1, Decimal("20.95"))
    assert oracle.ltv_buckets(days_on(50), "meta")[0] == (0, 20, days_on(-39), days_on(50), Decimal(10))
    assert oracle.value("ltv", JAN_1, days_on(50), "other") is None


def test_value_over_cost_takes_the_value_of_the_end_and_the_cost_of_the_period() -> None:
    """100 for 20 customers is 5 each; 40 / 5 = 8. A period without customers has no cost, so no ratio."""
    oracle = launch()

    assert oracle.value("ltvcac", JAN_1, days_on(360)) == 8
    assert oracle.value("ltvcac", days_on(1), days_on(360)) is None


@pytest.mark.parametrize(
    ("cost", "days"),
    [
        ("200", 0),  # 10 each: the first day pays it
        ("202", 1),  # 10.10: the 0.10 is 1 % of bucket 1, 0.3 days
        ("300", 15),  # 15: half of bucket 1, and not a day more
        ("301", 16),  # 15.05: 15.15 days
        ("400", 30),  # 20: the end of bucket 1
        ("402", 31),  # 20.10: 0.3 days into bucket 2
        ("600", 60),  # 30: the end of bucket 2; nothing comes in buckets 3 to 11
        ("601", 331),  # 30.05: 0.15 days into bucket 12
        ("800", 360),  # 40: all of it
        ("801", None),  # 40.05: not within 360 days
    ],
)
def test_payback_is_the_first_age_at_which_the_curve_reaches_the_cost(cost: str, days: int | None) -> None:
    """The curve is 10 on day 0, 20 at 30, 30 at 60 to 330, 40 at 360; each cost is for 20 customers."""
    oracle = launch(cost=cost)

    assert oracle.value("payback", JAN_1, days_on(360)) == days


def test_payback_does_not_wait_for_what_is_taken_back_later() -> None:
    """15 each are reached at age 15, although refunds of 20 each at age 31 bring the curve to nothing."""
    orders = crowd(20, JAN_1, name="c", ages=(0, 30))
    refunds = [refunded(order.id, order.id, "2025-02-01", "10") for order in orders]
    oracle = company(orders, refunds, [spent("2025-01-01", "300")])

    assert oracle.value("ltv", JAN_1, days_on(60)) == 0
    assert oracle.value("payback", JAN_1, days_on(60)) == 15


def test_payback_needs_a_cost() -> None:
    """Nobody came after day 0, so there is no cost to pay back."""
    assert launch().value("payback", days_on(1), days_on(360)) is None

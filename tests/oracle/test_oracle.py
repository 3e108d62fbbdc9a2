"""Sums, quotients and retention of the oracle against hand-worked numbers: a wrong oracle blesses a wrong product."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hand_made import bought, company, crowd, refunded, spent, toronto, visits
from oracle import CHANNELS, METRICS, Oracle

MAR, APR = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))


def test_the_short_day_of_march_holds_its_twenty_three_hours() -> None:
    """2026-03-08 in Toronto runs from 05:00 UTC (EST) to 04:00 UTC (EDT) of the next day."""
    at = [datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 9, 3, 59, 59, tzinfo=UTC)]
    outside = [datetime(2026, 3, 8, 4, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC)]
    oracle = company([bought(f"o{n}", f"c{n}", moment) for n, moment in enumerate(at + outside)])

    assert oracle.value("orders", date(2026, 3, 8), date(2026, 3, 8)) == 2


def test_the_long_day_of_november_holds_its_twenty_five_hours() -> None:
    """2026-11-01 in Toronto runs from 04:00 UTC (EDT) to 05:00 UTC (EST) of the next day."""
    at = [datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC)]
    outside = [datetime(2026, 11, 1, 3, 59, 59, tzinfo=UTC), datetime(2026, 11, 2, 5, tzinfo=UTC)]
    oracle = company([bought(f"o{n}", f"c{n}", moment) for n, moment in enumerate(at + outside)])

    assert oracle.value("orders", date(2026, 11, 1), date(2026, 11, 1)) == 2


def test_in_the_hour_that_happens_twice_the_earlier_order_is_the_first() -> None:
    """01:10 of the second round comes after 01:50 of the first, so the first order is TikTok's."""
    orders = [
        bought("late", "ann", toronto("2026-11-01T01:10", fold=1), channel="meta"),
        bought("soon", "ann", toronto("2026-11-01T01:50", fold=0), channel="tiktok"),
    ]
    day = date(2026, 11, 1)

    oracle = company(orders)

    assert [oracle.value("newcustomers", day, day, channel) for channel in CHANNELS] == [0, 1, 0]


def test_orders_of_one_moment_are_put_in_the_order_of_their_bytes() -> None:
    """Z (5A) comes before a (61), and both before é (C3 A9); a dictionary says otherwise."""
    orders = [bought(name, "ann", "2026-03-02", channel=c) for name, c in zip("éZa", CHANNELS, strict=True)]

    oracle = company(orders)

    assert [oracle.value("newcustomers", *MAR, channel) for channel in CHANNELS] == [0, 1, 0]


def test_a_refund_counts_on_its_own_day_and_under_the_channel_of_its_order() -> None:
    """March: 100 + 50 sold, 15 back. April: nothing sold, 60 back, which is no rate but a loss of 60."""
    oracle = company(
        [bought("o1", "ann", "2026-03-30", "100"), bought("o2", "ann", "2026-03-31", "50", channel="tiktok")],
        [refunded("r1", "o1", "2026-03-31", "15"), refunded("r2", "o1", "2026-04-02", "60")],
    )

    assert [oracle.value(metric, *MAR) for metric in ("revenue", "refunds", "netrevenue")] == [150, 15, 135]
    assert [oracle.value(metric, *APR) for metric in ("revenue", "refunds", "netrevenue")] == [0, 60, -60]
    assert oracle.value("refundrate", *MAR) == Decimal("0.1")
    assert oracle.value("refundrate", *APR) is None
    assert oracle.value("refundrate", *MAR, "meta") == Decimal("0.15")
    assert oracle.value("refundrate", *MAR, "tiktok") == 0


def test_an_order_of_amount_zero_is_an_order_and_its_customer_a_customer() -> None:
    """30 over three orders is 10 an order; the free one makes a customer all the same."""
    oracle = company(
        [
            bought("o1", "ann", "2026-03-01", "0"),
            bought("o2", "bob", "2026-03-02"),
            bought("o3", "bob", "2026-03-31", "20"),
        ]
    )

    assert [oracle.value(metric, *MAR) for metric in ("orders", "newcustomers", "aov")] == [3, 2, 10]
    assert [oracle.value(metric, *APR) for metric in ("orders", "newcustomers", "aov")] == [0, 0, None]


def test_the_leap_day_is_a_day_of_its_own() -> None:
    """Of three orders in a row one lies on 2028-02-29; ninety days from it is May 29, one day after May 28."""
    days = ("2028-02-28", "2028-02-29", "2028-03-01")
    leap_day = date(2028, 2, 29)
    oracle = company([bought(day, day, day) for day in days])

    assert oracle.value("orders", leap_day, leap_day) == 1
    assert oracle.value("retention", leap_day, leap_day, closed=date(2028, 5, 28)) is None
    assert oracle.value("retention", leap_day, leap_day, closed=date(2028, 5, 29)) == 0


def test_ad_rates_are_quotients_of_sums_and_may_exceed_one() -> None:
    """40 clicks of 1,000 and 10 of 0 seen: 50 / 1,000 = 5 %; 60 conversions of 50 clicks: 120 %."""
    rows = [
        spent("2026-03-01", "30", "meta", seen=1000, clicked=40, converted=60),
        spent("2026-03-02", "20.50", "tiktok", clicked=10),
    ]

    oracle = company([], spend=rows)

    assert [oracle.value(metric, *MAR) for metric in ("spend", "impressions", "clicks", "conversions")] == [
        Decimal("50.50"),
        1000,
        50,
        60,
    ]
    assert oracle.value("ctr", *MAR) == Decimal("0.05")
    assert oracle.value("conversionrate", *MAR) == Decimal("1.2")
    assert oracle.value("ctr", *MAR, "tiktok") is None
    assert oracle.value("conversionrate", *MAR, "other") is None
    assert oracle.value("spend", *MAR, "other") == 0


def test_a_source_that_never_had_a_row_has_no_value() -> None:
    """Without orders and spend nothing is 0; a company that gave nothing back has refunds of 0."""
    selling, nothing = company([bought("o1", "ann", "2026-03-01")]), company([])

    assert {metric: nothing.value(metric, *MAR) for metric in METRICS} == dict.fromkeys(METRICS)
    assert selling.value("spend", *MAR) is None
    assert selling.value("refunds", *MAR) == 0


def test_cac_needs_twenty_new_customers_and_spend() -> None:
    """20 customers for 90: 4.50 each. 19 are too few; a spend of 0 is certified by nobody."""
    twenty, nineteen = (crowd(size, date(2026, 3, 5), name="c") for size in (20, 19))
    paid, free = [spent("2026-03-01", "90")], [spent("2026-03-01", "0")]

    assert company(twenty, spend=paid).value("cac", *MAR) == Decimal("4.5")
    assert company(nineteen, spend=paid).value("cac", *MAR) is None
    assert company(twenty, spend=free).value("cac", *MAR) is None
    assert company(twenty, spend=paid).value("cac", *MAR, "tiktok") is None


def test_retention_counts_another_day_and_not_a_second_order_on_the_first() -> None:
    """Day 0 twice: no. Day 1: within 30. Day 30: within 30. Day 31: within 60. Day 91: never. So 2, 3, 3 of 5."""
    ages = {"ann": (0, 0), "bob": (0, 1), "cem": (0, 30), "dan": (0, 31), "eve": (0, 91)}
    orders = [order for name, both in ages.items() for order in visits(name, MAR[0], both)]

    oracle = company(orders)

    assert [oracle.retention(*MAR, within) for within in (30, 60, 90)] == [
        Decimal("0.4"),
        Decimal("0.6"),
        Decimal("0.6"),
    ]
    assert [oracle.retention_since(*MAR, day) for day in (30, 60, 90)] == [
        Decimal("0.6"),
        Decimal("0.2"),
        Decimal("0.2"),
    ]
    assert oracle.retention_since(*MAR, 90, closed=date(2026, 5, 30)) == 0


def test_retention_asks_only_customers_of_ninety_days_for_all_three_limits() -> None:
    """From Mar 1, ninety days end on May 30; from Mar 2, on May 31: bob, who came back, is too young by a day."""
    oracle = company(
        [bought("a1", "ann", "2026-03-01"), bought("b1", "bob", "2026-03-02"), bought("b2", "bob", "2026-03-03")]
    )

    assert oracle.retention(*MAR, 30, closed=date(2026, 5, 29)) is None
    assert oracle.retention(*MAR, 30, closed=date(2026, 5, 30)) == 0
    assert oracle.retention(*MAR, 30, closed=date(2026, 5, 31)) == Decimal("0.5")


def test_retention_of_a_channel_is_that_of_the_customers_who_came_from_it() -> None:
    """Ann came from Meta and returned through TikTok; bob came from TikTok and stayed away: 1 of 1, 0 of 1, 1 of 2."""
    came = [bought("a1", "ann", "2026-03-01"), bought("b1", "bob", "2026-03-01", channel="tiktok")]
    oracle = company([*came, bought("a2", "ann", "2026-03-09", channel="tiktok")])

    answers = [oracle.retention(*MAR, 30, channel, closed=date(2026, 6, 30)) for channel in ("meta", "tiktok", None)]

    assert answers == [1, 0, Decimal("0.5")]
    assert oracle.value("retention", *MAR, "other", closed=date(2026, 6, 30)) is None


def test_a_refund_whose_order_is_not_there_is_held() -> None:
    """The 4 of an unknown order take part in nothing until it comes."""
    order, refunds = bought("o1", "ann", "2026-03-01"), [refunded("r1", "o2", "2026-03-02", "4")]

    assert company([order], refunds).value("netrevenue", *MAR) == 10
    assert company([order, bought("o2", "ann", "2026-03-01")], refunds).value("netrevenue", *MAR) == 16


def test_a_question_that_cannot_be_answered_is_refused() -> None:
    """A typing error in a property test must not pass as "no value"."""
    oracle = company([bought("o1", "ann", "2026-03-01")])

    with pytest.raises(ValueError, match="does not know 'revenu'"):
        oracle.value("revenu", *MAR)
    with pytest.raises(ValueError, match="no channel 'Meta'"):
        oracle.value("revenue", *MAR, "Meta")
    with pytest.raises(ValueError, match="runs backwards"):
        oracle.value("revenue", MAR[1], MAR[0])
    with pytest.raises(ValueError, match="has no zone"):
        company([bought("o1", "ann", datetime(2026, 3, 1))])  # noqa: DTZ001  (a naive moment is what is refused)
    with pytest.raises(ValueError, match="comes twice"):
        Oracle([bought("o1", "ann", "2026-03-01")] * 2, [], [], "America/Toronto")

"""The recomputed tables against numbers worked out by hand, and against the metrics that they must add up to."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hand_made import bought, company, refunded, spent, visits
from oracle import CHANNELS, Oracle
from random_company import random_company

SUMS = {
    "orders": "orders",
    "revenue": "gross_revenue",
    "refunds": "refunds",
    "newcustomers": "new_customers",
    "spend": "spend",
    "impressions": "impressions",
    "clicks": "clicks",
    "conversions": "conversions",
}


def test_a_second_order_on_the_first_day_is_a_new_customers_order_of_its_own_channel() -> None:
    """Ann is Meta's customer; her 7 of the same day is new revenue of TikTok's, her 5 of the next day nobody's."""
    orders = [
        bought("o1", "ann", "2026-03-01T09:00", "10", "4"),
        bought("o2", "ann", "2026-03-01T10:00", "7", "1", channel="tiktok"),
        bought("o3", "ann", "2026-03-02", "5"),
    ]
    given_back = [refunded("r1", "o2", "2026-03-02", "3")]

    table = company(orders, given_back, [spent("2026-03-01", "2.50", seen=9, clicked=8, converted=7)]).metrics_daily()

    none = dict.fromkeys(table[date(2026, 3, 1), "meta"], 0)
    assert table == {
        (date(2026, 3, 1), "meta"): none
        | {"orders": 1, "gross_revenue": 10, "cogs": 4, "new_customers": 1, "new_customer_orders": 1}
        | {"new_customer_revenue": 10, "spend": Decimal("2.5"), "impressions": 9, "clicks": 8, "conversions": 7},
        (date(2026, 3, 1), "tiktok"): none
        | {"orders": 1, "gross_revenue": 7, "cogs": 1, "new_customer_orders": 1, "new_customer_revenue": 7}
        | {"refunds_by_order_day": 3},
        (date(2026, 3, 2), "meta"): none | {"orders": 1, "gross_revenue": 5},
        (date(2026, 3, 2), "tiktok"): none | {"refunds": 3},
    }


def test_customers_come_return_and_go_by_week_and_month() -> None:
    """Ann comes on Sat Feb 28 and returns on Mon Mar 2; bob comes on Sun Mar 1; cem comes on Wed Mar 11.

    Weeks begin on Mondays: Feb 23 has ann and bob, Mar 2 ann, Mar 9 cem.
    """
    ann = visits("ann", date(2026, 2, 28), (0, 0, 2))
    bob, cem = bought("b", "bob", "2026-03-01", channel="tiktok"), bought("c", "cem", "2026-03-11")

    table = company([*ann, bob, cem]).customers_by_period()

    assert {key[1:]: found for key, found in table.items() if key[0] == "week"} == {
        (date(2026, 2, 23), "meta"): (1, 0, 0),
        (date(2026, 2, 23), "tiktok"): (1, 0, 0),
        (date(2026, 3, 2), "meta"): (0, 1, 0),
        (date(2026, 3, 2), "tiktok"): (0, 0, 1),
        (date(2026, 3, 9), "meta"): (1, 0, 1),
    }
    assert {key[1:]: found for key, found in table.items() if key[0] == "month"} == {
        (date(2026, 2, 1), "meta"): (1, 0, 0),
        (date(2026, 3, 1), "meta"): (1, 1, 0),
        (date(2026, 3, 1), "tiktok"): (1, 0, 0),
    }


def test_customers_are_lost_on_the_day_after_and_never_after_the_last_order() -> None:
    """Ann on the 1st and 4th: lost on the 2nd, not again on the 3rd, back on the 4th; of the 5th nothing is known."""
    table = company(visits("ann", date(2026, 3, 1), (0, 3))).customers_by_period()

    assert {key[1].day: found for key, found in table.items() if key[0] == "day"} == {
        1: (1, 0, 0),
        2: (0, 0, 1),
        4: (0, 1, 0),
    }


def test_a_cohort_stands_in_all_thirteen_age_buckets() -> None:
    """Ages 0, 30, 31, 360, 361 lie in buckets 0, 1, 2, 12 and none; bob adds only to the customers and to bucket 0."""
    first = date(2026, 3, 1)
    bob = bought("b", "bob", "2026-03-01", "10", "12")

    table = company(
        [*visits("ann", first, (0, 0, 30, 31, 360, 361)), bob], [refunded("r", "ann-0", "2026-04-01", "4")]
    ).cohort_value()

    # Bucket 0: ann 20, bob 10 - 12. Bucket 2 (ages 31 to 60): 10 - 4, for April 1 is age 31.
    worked_out = {0: (2, 2, 18), 1: (2, 1, 10), 2: (2, 1, 6), 12: (2, 1, 10)}
    expected = {(first, "meta", k): worked_out.get(k, (2, 0, 0)) for k in range(13)}
    assert table == {key: (size, active, Decimal(money)) for key, (size, active, money) in expected.items()}


def test_returns_are_counted_within_and_since_each_limit() -> None:
    """Age 30 is within 30 and since 30; 90 within 90 and since 90; 200 only since; ann's two on day 0 are no return."""
    first = date(2026, 3, 1)
    ages = {"ann": (0, 0), "bob": (0, 30), "cem": (0, 90), "dan": (0, 200), "eve": (0, 59)}
    orders = [order for name, both in ages.items() for order in visits(name, first, both)]

    # within 30: bob; 60: bob, eve; 90: bob, eve, cem. since 30: all but ann; 60: cem, dan; 90: cem, dan.
    assert company(orders).retention_daily() == {(first, "meta"): (5, 1, 2, 3, 4, 2, 2)}


def test_days_and_channels_add_up_to_the_metrics_of_a_random_company() -> None:
    """The sums read the rows and the table reads the rows: two ways that must meet."""
    for seed in range(4):
        oracle = Oracle(*random_company(seed), "America/Toronto")
        table = oracle.metrics_daily()
        start, end = min(day for day, _ in table), max(day for day, _ in table)
        for channel in CHANNELS:
            for metric, measure in SUMS.items():
                total = sum(row[measure] for (_, where), row in table.items() if where == channel)

                assert total == (oracle.value(metric, start, end, channel) or 0)


def test_new_and_returning_are_the_customers_of_every_bucket_of_a_random_company() -> None:
    """A customer who is both or neither would make a wrong headline."""
    oracle = Oracle(*random_company(1), "America/Toronto")
    active: dict[tuple[str, date], set[str]] = defaultdict(set)
    for sale in oracle.books.sales:
        monday = date.fromisocalendar(sale.day.isocalendar().year, sale.day.isocalendar().week, 1)
        for bucket in (("day", sale.day), ("week", monday), ("month", date(sale.day.year, sale.day.month, 1))):
            active[bucket].add(sale.customer.id)

    found: Counter[tuple[str, date]] = Counter()
    for (grain, start, _), (new, returning, _) in oracle.customers_by_period().items():
        found[grain, start] += new + returning

    assert +found == {bucket: len(customers) for bucket, customers in active.items()}


def test_retention_of_a_random_company_is_the_sum_of_its_cohorts() -> None:
    """The share must be the same whether it is read from customers or from days of first orders."""
    oracle = Oracle(*random_company(2), "America/Toronto")
    cohorts = oracle.retention_daily()
    start, end = min(day for day, _ in cohorts), max(sale.day for sale in oracle.books.sales)
    old = [row for (day, _), row in cohorts.items() if day + timedelta(days=90) <= end]

    customers, *returned = (sum(column) for column in zip(*old, strict=True))

    asked = [oracle.retention(start, end, n) for n in (30, 60, 90)]
    asked += [oracle.retention_since(start, end, n) for n in (30, 60, 90)]
    assert [round(share * customers) for share in asked if share is not None] == returned

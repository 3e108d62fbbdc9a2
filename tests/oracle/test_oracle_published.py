"""The oracle against facts about the CDNOW data that other people published."""

import csv
import gzip
import os
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from oracle import Oracle, Order

ROOT = Path(__file__).parents[2]
MONTHS = [date(1997 + n // 12, n % 12 + 1, 1) for n in range(18)]
REVENUE = (
    "299060.17 379590.03 393155.27 142824.49 107933.30 108395.87 122078.88 88367.69 81948.80 "
    "89780.77 115448.64 95577.35 76756.78 77096.96 108970.15 66231.52 70989.66 76109.30"
)
CUSTOMERS = [7846, 8476, 7248, *[0] * 15]

pytestmark = pytest.mark.real_data


def cdnow_orders(file: Path) -> Iterator[Order]:
    """The rows of the published file; they have no refunds."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromisoformat(row["ordered_at"])
            yield Order(
                row["order_id"], row["customer_id"], at, Decimal(row["gross_amount"]), Decimal(row["cogs"]), "other"
            )


@pytest.fixture(scope="module")
def cdnow() -> Oracle:
    """The oracle of the whole data set."""
    folder = ROOT / os.environ.get("KPIBOT_TEST_DATA", "../shared/data")
    file = folder / "cdnow_orders.csv.gz"
    if not file.exists():
        pytest.skip(f"the published data set {file.name} is not in {folder}: set KPIBOT_TEST_DATA to its folder")
    return Oracle(cdnow_orders(file), [], [], "America/Toronto")


def by_month(oracle: Oracle, metric: str) -> list[Decimal | None]:
    """The metric of each of the eighteen months."""
    return [oracle.value(metric, m, m.replace(day=monthrange(m.year, m.month)[1])) for m in MONTHS]


def test_monthly_revenue_is_the_published_one(cdnow: Oracle) -> None:
    """To the cent, and 2,500,315.63 in all."""
    assert by_month(cdnow, "revenue") == [Decimal(amount) for amount in REVENUE.split()]
    assert cdnow.value("revenue", MONTHS[0], date(1998, 6, 30)) == Decimal("2500315.63")
    assert cdnow.value("orders", MONTHS[0], date(1998, 6, 30)) == 69_659


def test_new_customers_come_in_the_first_three_months_alone(cdnow: Oracle) -> None:
    """23,570 with those whose first order was of amount 0."""
    assert by_month(cdnow, "newcustomers") == CUSTOMERS


def test_retention_is_that_of_an_independent_program(cdnow: Oracle) -> None:
    """17.4586, 25.1549 and 29.2193 % of all customers."""
    shares = [cdnow.retention(MONTHS[0], date(1997, 3, 31), within) for within in (30, 60, 90)]

    assert [round(share * 100, 4) for share in shares if share is not None] == [
        Decimal("17.4586"),
        Decimal("25.1549"),
        Decimal("29.2193"),
    ]


def test_the_cohorts_make_up_the_whole_company(cdnow: Oracle) -> None:
    """All customers stand in each age bucket, which hold together what was bought by age 360 (there are no costs)."""
    table = cdnow.cohort_value()
    young = [sale.order.gross_amount for sale in cdnow.books.sales if (sale.day - sale.customer.first_day).days <= 360]

    assert [sum(row[0] for key, row in table.items() if key[2] == k) for k in range(13)] == [23_570] * 13
    assert sum(profit for _, _, profit in table.values()) == sum(young)

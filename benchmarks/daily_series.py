"""Daily series to try what is unusual on: the sample company's, and those of CDNOW where its file is at hand."""

import csv
import gzip
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from etl.sample.clock import ZONE
from etl.sample.company import Company, make_company

_CDNOW = Path("cdnow_orders.csv.gz")
# Of fewer new customers CAC has no value.
_FEWEST_NEW = 20


@dataclass(frozen=True)
class Series:
    """A metric's value on every day of its span."""

    metric: str
    values: tuple[tuple[date, float | None], ...]

    @property
    def is_count(self) -> bool:
        """Whether it counts something."""
        return self.metric == "orders"


def sample_company(last_day: date, seed: int, days: int) -> tuple[Series, ...]:
    """The five series of a sample company, without its last days: a closed day is whole."""
    company = make_company(last_day, seed=seed, days=days)
    span = [company.span.first + timedelta(days=n) for n in range(days)]
    orders, revenue = _orders(company)
    spend, clicks, new = _of_ads(company, "amount"), _of_ads(company, "clicks"), _new_customers(company)
    conversions = _of_ads(company, "conversions")
    columns: dict[str, Mapping[date, float | None]] = {
        "revenue": {day: revenue[day] / 100 for day in span},
        "orders": {day: orders[day] for day in span},
        "spend": {day: spend[day] / 100 for day in span},
        "CAC": {day: spend[day] / 100 / new[day] if new[day] >= _FEWEST_NEW else None for day in span},
        "conversion rate": {day: conversions[day] / clicks[day] if clicks[day] else None for day in span},
    }
    return tuple(Series(name, tuple(column.items())) for name, column in columns.items())


def cdnow() -> tuple[Series, ...]:
    """Daily orders and revenue of CDNOW, 1997 and 1998; none where the file is not at hand."""
    folder = os.environ.get("KPIBOT_TEST_DATA", Path(__file__).parents[2] / "shared" / "data")
    file = Path(folder) / _CDNOW
    if not file.exists():
        return ()
    orders, revenue = Counter[date](), Counter[date]()
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["ordered_at"][:10])
            orders[day] += 1
            revenue[day] += round(100 * float(row["gross_amount"]))
    span = [min(orders) + timedelta(days=n) for n in range((max(orders) - min(orders)).days + 1)]
    return (
        Series("revenue", tuple((day, revenue[day] / 100) for day in span)),
        Series("orders", tuple((day, float(orders[day])) for day in span)),
    )


def _orders(company: Company) -> tuple[Counter[date], Counter[date]]:
    orders, revenue = Counter[date](), Counter[date]()
    for order in company.orders:
        day = order.at.astimezone(ZONE).date()
        orders[day] += 1
        revenue[day] += order.price.gross
    return orders, revenue


def _new_customers(company: Company) -> Counter[date]:
    firsts: dict[str, date] = {}
    for order in company.orders:
        firsts.setdefault(order.customer_id, order.at.astimezone(ZONE).date())
    return Counter(firsts.values())


def _of_ads(company: Company, column: str) -> Counter[date]:
    """A column of the ads added up by day; money in cents."""
    sums = Counter[date]()
    for row in company.spend:
        sums[row.day] += getattr(row, column)
    return sums

"""The measures of `metrics_daily`: name, unit and the source table each one is summed from."""

from dataclasses import dataclass
from enum import StrEnum

CHANNELS = ("meta", "tiktok", "other")
# What belongs to no marketing channel stands under this one; it is not one of them.
COMPANY = "company"


class Source(StrEnum):
    """The tables that a company's own data arrives in."""

    ORDERS = "orders"
    REFUNDS = "refunds"
    SPEND = "spend"
    EXPENSES = "expenses"
    CASH_BALANCES = "cash_balances"
    TOUCHPOINTS = "touchpoints"

    @property
    def label(self) -> str:
        """It as people say it."""
        return _LABELS.get(self, self.value)

    @property
    def cadence(self) -> "Cadence":
        """How one knows that a day of it is complete."""
        return _CADENCES.get(self, Cadence.SPARSE)


class Cadence(StrEnum):
    """A day is complete: CONTINUOUS once a later row exists, DAILY when its row is there, SPARSE always.

    Where a loader has written a watermark, CONTINUOUS and DAILY are complete up to it.
    """

    CONTINUOUS = "continuous"
    DAILY = "daily"
    SPARSE = "sparse"


_LABELS = {
    Source.SPEND: "ad spend",
    Source.EXPENSES: "operating expenses",
    Source.CASH_BALANCES: "cash balances",
}
_CADENCES = {
    Source.ORDERS: Cadence.CONTINUOUS,
    Source.SPEND: Cadence.DAILY,
    Source.TOUCHPOINTS: Cadence.CONTINUOUS,
}


class MeasureUnit(StrEnum):
    """MONEY is exact decimals in the company's currency; COUNT is a whole number."""

    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True)
class Measure:
    """A number that adds up over days and channels. It is not a metric: metrics are formulas over measures.

    `is_company`: it stands under `company`, whatever its source. `is_stock`: it is of the end of a day, so it is read
    on one and never summed over several.
    """

    name: str
    label: str
    unit: MeasureUnit
    source: Source
    is_company: bool = False
    is_stock: bool = False


MEASURES = (
    Measure("orders", "orders", MeasureUnit.COUNT, Source.ORDERS),
    Measure("gross_revenue", "gross revenue", MeasureUnit.MONEY, Source.ORDERS),
    Measure("cogs", "cost of goods sold", MeasureUnit.MONEY, Source.ORDERS),
    Measure("refunds", "refunds", MeasureUnit.MONEY, Source.REFUNDS),
    Measure("refunds_by_order_day", "refunds by order day", MeasureUnit.MONEY, Source.REFUNDS),
    Measure("new_customers", "new customers", MeasureUnit.COUNT, Source.ORDERS),
    Measure("new_customer_orders", "orders of new customers", MeasureUnit.COUNT, Source.ORDERS),
    Measure("new_customer_revenue", "revenue of new customers", MeasureUnit.MONEY, Source.ORDERS),
    Measure("spend", "ad spend", MeasureUnit.MONEY, Source.SPEND),
    Measure("impressions", "impressions", MeasureUnit.COUNT, Source.SPEND),
    Measure("clicks", "clicks", MeasureUnit.COUNT, Source.SPEND),
    Measure("conversions", "ad conversions", MeasureUnit.COUNT, Source.SPEND),
    Measure("opex", "operating expenses", MeasureUnit.MONEY, Source.EXPENSES, is_company=True),
    Measure("cash_balance", "cash balance", MeasureUnit.MONEY, Source.CASH_BALANCES, is_company=True, is_stock=True),
    Measure("financing", "financing", MeasureUnit.MONEY, Source.CASH_BALANCES, is_company=True),
    Measure("mrr", "MRR", MeasureUnit.MONEY, Source.ORDERS, is_company=True, is_stock=True),
    Measure(
        "active_subscriptions",
        "active subscriptions",
        MeasureUnit.COUNT,
        Source.ORDERS,
        is_company=True,
        is_stock=True,
    ),
)

# Sources whose rows belong to the company as a whole.
COMPANY_SOURCES = frozenset(Source) - {each.source for each in MEASURES if not each.is_company}

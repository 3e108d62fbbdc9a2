"""The files of the sample company: columns by the source contracts, and how each value is written.

A further table is one more declaration here, beside the module that makes its values.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from etl.sample.clock import ZONE
from etl.sample.company import Company

CURRENCY = "CAD"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One file: its name without a suffix, its columns, and its rows as text."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Company], Iterator[Row]]


def money(cents: int) -> str:
    """Whole cents as a decimal with two places."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _orders(company: Company) -> Iterator[Row]:
    for order in company.orders:
        what, price = order.what, order.price
        yield (
            order.id,
            order.customer_id,
            order.at.astimezone(ZONE).isoformat(),
            money(price.gross),
            money(price.cogs),
            CURRENCY,
            what.channel,
            what.subscription or "",
            str(what.months or ""),
        )


def _refunds(company: Company) -> Iterator[Row]:
    # The shop writes local time with its offset, the payment provider UTC: an import meets both.
    for refund in company.refunds:
        yield refund.id, refund.order_id, f"{refund.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", money(refund.amount)


def _spend(company: Company) -> Iterator[Row]:
    for row in company.spend:
        counts = (str(row.impressions), str(row.clicks), str(row.conversions))
        yield row.day.isoformat(), row.channel, row.campaign, money(row.amount), CURRENCY, *counts


def _expenses(company: Company) -> Iterator[Row]:
    for row in company.expenses:
        yield row.day.isoformat(), row.category, money(row.amount), CURRENCY


def _cash_balances(company: Company) -> Iterator[Row]:
    for row in company.balances:
        yield row.day.isoformat(), money(row.balance), money(row.financing), CURRENCY


def _touchpoints(company: Company) -> Iterator[Row]:
    for row in company.touchpoints:
        yield row.customer_id, f"{row.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", row.channel


def _forecasts(company: Company) -> Iterator[Row]:
    # Wide, as finance keeps it; a share has four places.
    for row in company.forecasts:
        counts = (str(row.orders), str(row.new_customers))
        sums = (row.revenue, row.refunds, row.net, row.cogs, row.spend, row.opex)
        shares = (
            _share(row.refunds, row.revenue),
            _share(row.net - row.cogs, row.net),
            _share(row.result, row.net),
        )
        cac = money(row.spend // row.new_customers) if row.new_customers else ""
        yield f"{row.month:%Y-%m}", row.scenario, *map(money, sums), *counts, cac, *shares, money(row.cash)


def _experiments(company: Company) -> Iterator[Row]:
    for each in company.experiments:
        plan = each.plan
        days = (day.isoformat() if day else "" for day in (each.started_on, each.ended_on))
        planned = str(plan.planned_users or "")
        named = (plan.key, plan.name, plan.kind, plan.status, plan.hypothesis)
        yield *named, *days, plan.primary_metric, plan.threshold, planned, plan.allocation


def _experiment_results(company: Company) -> Iterator[Row]:
    for row in (day for each in company.experiments for day in each.days):
        counts = (str(row.is_control).lower(), str(row.users), str(row.conversions))
        squared = f"{row.revenue_squared // 10_000}.{row.revenue_squared % 10_000:04d}"
        yield row.key, row.day.isoformat(), row.variant, *counts, money(row.revenue), squared


def _share(part: int, whole: int) -> str:
    """A share of one, in whole ten-thousandths."""
    if whole <= 0:
        return ""
    parts = abs(part) * 10_000 // whole
    return f"{'-' if part < 0 else ''}{parts // 10_000}.{parts % 10_000:04d}"


ORDERS = Table(
    "orders",
    (
        "id",
        "customer_id",
        "ordered_at",
        "gross_amount",
        "cogs",
        "currency",
        "channel",
        "subscription_id",
        "interval_months",
    ),
    _orders,
)
REFUNDS = Table("refunds", ("id", "order_id", "refunded_at", "amount"), _refunds)
SPEND = Table(
    "spend",
    ("day", "channel", "campaign", "amount", "currency", "impressions", "clicks", "conversions"),
    _spend,
)
EXPENSES = Table("expenses", ("day", "category", "amount", "currency"), _expenses)
CASH_BALANCES = Table("cash_balances", ("day", "balance", "financing", "currency"), _cash_balances)
TOUCHPOINTS = Table("touchpoints", ("customer_id", "touched_at", "channel"), _touchpoints)
FORECASTS = Table(
    "forecasts",
    (
        "month",
        "scenario",
        "revenue",
        "refunds",
        "netrevenue",
        "cogs",
        "spend",
        "opex",
        "orders",
        "newcustomers",
        "cac",
        "refundrate",
        "grossmargin",
        "ebitda",
        "cash",
    ),
    _forecasts,
)
EXPERIMENTS = Table(
    "experiments",
    (
        "key",
        "name",
        "kind",
        "status",
        "hypothesis",
        "started_on",
        "ended_on",
        "primary_metric",
        "success_threshold",
        "planned_users",
        "allocation",
    ),
    _experiments,
)
EXPERIMENT_RESULTS = Table(
    "experiment_results",
    ("experiment_key", "day", "variant", "is_control", "users", "conversions", "revenue", "revenue_squared"),
    _experiment_results,
)

# In the order in which an import meets them: refunds name orders.
TABLES = (
    ORDERS,
    REFUNDS,
    SPEND,
    EXPENSES,
    CASH_BALANCES,
    TOUCHPOINTS,
    FORECASTS,
    EXPERIMENTS,
    EXPERIMENT_RESULTS,
)

"""Raw rows, put on local days and under their customers: what every recomputation of the oracle starts from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

CHANNELS = ("meta", "tiktok", "other")


@dataclass(frozen=True)
class Order:
    id: str
    customer_id: str
    ordered_at: datetime
    gross_amount: Decimal
    cogs: Decimal
    channel: str
    subscription_id: str | None = None
    interval_months: int | None = None


@dataclass(frozen=True)
class Refund:
    id: str
    order_id: str
    refunded_at: datetime
    amount: Decimal


@dataclass(frozen=True)
class SpendRow:
    day: date
    channel: str
    amount: Decimal
    impressions: int
    clicks: int
    conversions: int


@dataclass(frozen=True)
class Expense:
    day: date
    category: str
    amount: Decimal


@dataclass(frozen=True)
class Balance:
    """Cash at the end of a day, and what was financed on it."""

    day: date
    balance: Decimal
    financing: Decimal


@dataclass(frozen=True)
class Customer:
    """Someone who ordered, under the channel of the first order; profits are signed money by age in days."""

    id: str
    first_day: date
    channel: str
    order_days: tuple[date, ...]
    profits: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class Sale:
    """An order on its local day."""

    order: Order
    day: date
    customer: Customer


@dataclass(frozen=True)
class Return:
    """A refund on its local day, with the order it belongs to."""

    refund: Refund
    day: date
    sale: Sale


@dataclass(frozen=True)
class Books:
    sales: tuple[Sale, ...]
    returns: tuple[Return, ...]
    spend: tuple[SpendRow, ...]
    customers: tuple[Customer, ...]
    expenses: tuple[Expense, ...] = ()
    balances: tuple[Balance, ...] = ()


def open_books(orders: Iterable[Order], refunds: Iterable[Refund], spend: Iterable[SpendRow], zone: str) -> Books:
    """Put the rows together; a refund whose order is not there is held, so it takes part in nothing."""
    tz = ZoneInfo(zone)
    by_id = _by_id(orders)
    held_apart = [refund for refund in refunds if refund.order_id in by_id]
    customers = _customers(by_id, held_apart, tz)
    sales = {
        order.id: Sale(order, local_day(order.ordered_at, tz), customers[order.customer_id]) for order in by_id.values()
    }
    returns = [Return(refund, local_day(refund.refunded_at, tz), sales[refund.order_id]) for refund in held_apart]
    return Books(tuple(sales.values()), tuple(returns), tuple(spend), tuple(customers.values()))


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of a moment in the zone; a naive moment is refused."""
    return _instant(moment).astimezone(zone).date()


def _instant(moment: datetime) -> datetime:
    # Python compares two moments of one zone by their wall clocks, which is wrong in the hour that happens twice.
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone: give the oracle aware moments only.")
    return moment.astimezone(UTC)


def _by_id(orders: Iterable[Order]) -> dict[str, Order]:
    by_id: dict[str, Order] = {}
    for order in orders:
        if order.id in by_id:
            raise ValueError(f"Order {order.id} comes twice: give each order once.")
        by_id[order.id] = order
    return by_id


def _customers(by_id: Mapping[str, Order], refunds: Iterable[Refund], zone: ZoneInfo) -> dict[str, Customer]:
    orders_of: dict[str, list[Order]] = defaultdict(list)
    refunds_of: dict[str, list[Refund]] = defaultdict(list)
    for order in by_id.values():
        orders_of[order.customer_id].append(order)
    for refund in refunds:
        refunds_of[by_id[refund.order_id].customer_id].append(refund)
    return {name: _customer(name, orders, refunds_of[name], zone) for name, orders in orders_of.items()}


def _customer(name: str, orders: Sequence[Order], refunds: Sequence[Refund], zone: ZoneInfo) -> Customer:
    first = min(orders, key=lambda order: (_instant(order.ordered_at), order.id.encode()))
    first_day = local_day(first.ordered_at, zone)
    order_days = [local_day(order.ordered_at, zone) for order in orders]
    earned = [
        ((day - first_day).days, order.gross_amount - order.cogs) for day, order in zip(order_days, orders, strict=True)
    ]
    given_back = [
        (max(0, (local_day(refund.refunded_at, zone) - first_day).days), -refund.amount) for refund in refunds
    ]
    return Customer(name, first_day, first.channel, tuple(order_days), tuple(earned + given_back))

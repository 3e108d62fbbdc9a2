"""Short ways to write a company down by hand, on the wall clock of Toronto."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from oracle import Oracle, Order, Refund, SpendRow

TORONTO = "America/Toronto"


def toronto(wall: str, fold: int = 0) -> datetime:
    """A moment by Toronto's clocks; `fold=1` is the second time the clocks show it."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(TORONTO), fold=fold)


def bought(
    name: str, customer: str, at: str | datetime, gross: str = "10", cogs: str = "0", *, channel: str = "meta"
) -> Order:
    """An order, at noon where `at` is a day alone."""
    moment = at if isinstance(at, datetime) else toronto(at if "T" in at else f"{at}T12:00")
    return Order(name, customer, moment, Decimal(gross), Decimal(cogs), channel)


def refunded(name: str, order: str, on: str, amount: str) -> Refund:
    """A refund at noon of the day."""
    return Refund(name, order, toronto(f"{on}T12:00"), Decimal(amount))


def spent(
    on: str, amount: str, channel: str = "meta", *, seen: int = 0, clicked: int = 0, converted: int = 0
) -> SpendRow:
    """A day of one channel's ads."""
    return SpendRow(date.fromisoformat(on), channel, Decimal(amount), seen, clicked, converted)


def visits(customer: str, first: date, ages: Sequence[int], gross: str = "10", channel: str = "meta") -> list[Order]:
    """One customer's orders, one at each of the ages in days."""
    days = [(first + timedelta(days=age)).isoformat() for age in ages]
    return [bought(f"{customer}-{n}", customer, day, gross, channel=channel) for n, day in enumerate(days)]


def crowd(
    size: int, on: date, *, name: str, gross: str = "10", channel: str = "meta", ages: Sequence[int] = (0,)
) -> list[Order]:
    """So many new customers of one day, each with an order at each of the ages."""
    return [order for n in range(size) for order in visits(f"{name}{n}", on, ages, gross, channel)]


def company(orders: Sequence[Order], refunds: Sequence[Refund] = (), spend: Sequence[SpendRow] = ()) -> Oracle:
    """The oracle of a company in Toronto."""
    return Oracle(orders, refunds, spend, TORONTO)

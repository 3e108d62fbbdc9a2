"""The rows of one period and channel, and the sums and quotients of the catalogue over them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from oracle_books import Books, Customer, SpendRow

ENOUGH_NEW_CUSTOMERS = 20


@dataclass(frozen=True)
class Period:
    """An inclusive run of local days of the books, of one channel or of all."""

    books: Books
    start: date
    end: date
    channel: str | None

    def _holds(self, day: date, channel: str) -> bool:
        return self.start <= day <= self.end and self.channel in {None, channel}

    def _gross_amounts(self) -> list[Decimal]:
        return [sale.order.gross_amount for sale in self.books.sales if self._holds(sale.day, sale.order.channel)]

    def orders(self) -> Fraction:
        return Fraction(len(self._gross_amounts()))

    def revenue(self) -> Fraction:
        return Fraction(sum(self._gross_amounts(), Decimal(0)))

    def cogs(self) -> Fraction:
        costs = [sale.order.cogs for sale in self.books.sales if self._holds(sale.day, sale.order.channel)]
        return Fraction(sum(costs, Decimal(0)))

    def net_revenue(self) -> Fraction:
        return self.revenue() - self.refunds()

    def refunds(self) -> Fraction:
        amounts = [b.refund.amount for b in self.books.returns if self._holds(b.day, b.sale.order.channel)]
        return Fraction(sum(amounts, Decimal(0)))

    def new_customers(self) -> list[Customer]:
        return [customer for customer in self.books.customers if self._holds(customer.first_day, customer.channel)]

    def spend_rows(self) -> list[SpendRow]:
        return [row for row in self.books.spend if self._holds(row.day, row.channel)]

    def spend(self) -> Fraction:
        return Fraction(sum((row.amount for row in self.spend_rows()), Decimal(0)))

    def impressions(self) -> Fraction:
        return Fraction(sum(row.impressions for row in self.spend_rows()))

    def clicks(self) -> Fraction:
        return Fraction(sum(row.clicks for row in self.spend_rows()))

    def conversions(self) -> Fraction:
        return Fraction(sum(row.conversions for row in self.spend_rows()))


def quotient(above: Fraction, below: Fraction) -> Fraction | None:
    """One number over another; none over nothing or less."""
    return above / below if below > 0 else None


def acquisition_cost(period: Period) -> Fraction | None:
    """CAC: none with too few new customers, and none without spend, since nothing certifies a zero."""
    customers = len(period.new_customers())
    if customers < ENOUGH_NEW_CUSTOMERS or period.spend() <= 0:
        return None
    return period.spend() / customers


Formula = Callable[[Period], Fraction | None]

OF_ORDERS: dict[str, Formula] = {
    "orders": Period.orders,
    "revenue": Period.revenue,
    "netrevenue": Period.net_revenue,
    "refunds": Period.refunds,
    "refundrate": lambda period: quotient(period.refunds(), period.revenue()),
    "cogs": Period.cogs,
    "cogspct": lambda period: quotient(period.cogs(), period.net_revenue()),
    "grossmargin": lambda period: quotient(period.net_revenue() - period.cogs(), period.net_revenue()),
    "newcustomers": lambda period: Fraction(len(period.new_customers())),
    "aov": lambda period: quotient(period.revenue(), period.orders()),
}
OF_SPEND: dict[str, Formula] = {
    "spend": Period.spend,
    "impressions": Period.impressions,
    "clicks": Period.clicks,
    "conversions": Period.conversions,
    "ctr": lambda period: quotient(period.clicks(), period.impressions()),
    "conversionrate": lambda period: quotient(period.conversions(), period.clicks()),
}

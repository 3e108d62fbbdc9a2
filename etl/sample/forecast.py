"""What finance expected of the months of this year and the next: last year's, grown, and never quite what comes."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.sample.cash import LAST_BALANCE, Expense
from etl.sample.clock import ZONE
from etl.sample.customers import Span
from etl.sample.dice import Dice
from etl.sample.orders import Order
from etl.sample.refunds import Refund
from etl.sample.seasons import MONTHS, growth
from etl.sample.spend import Spend

# How far finance lets the cases lie from what it expects, in percent.
SCENARIOS = {"base": 100, "low": 90, "high": 108}
_RECENT_DAYS = 91
_SOLD = ("revenue", "refunds", "orders", "new_customers", "cogs", "spend")
_MONTH_DAYS = 30.4375


@dataclass(frozen=True)
class Forecast:
    """A month's plan in one scenario: cents and counts, and what follows from them."""

    month: date
    scenario: str
    revenue: int
    refunds: int
    orders: int
    new_customers: int
    cogs: int
    spend: int
    opex: int
    cash: int

    @property
    def net(self) -> int:
        """Net revenue."""
        return self.revenue - self.refunds

    @property
    def result(self) -> int:
        """What is left of it after all costs."""
        return self.net - self.cogs - self.spend - self.opex


@dataclass(frozen=True)
class Books:
    """What came in and went out over the history."""

    orders: Sequence[Order]
    refunds: Sequence[Refund]
    spend: Sequence[Spend]
    expenses: Sequence[Expense]


def make_forecasts(span: Span, books: Books, seed: int) -> tuple[Forecast, ...]:
    """The plan of each month of the last day's year and of the year after, in each scenario."""
    usual = _usual_month(span, books)
    dice = Dice(seed, "forecasts")
    months = [date(year, month, 1) for year in (span.last.year, span.last.year + 1) for month in range(1, 13)]
    return tuple(forecast for month in months for forecast in _planned(month, span, usual, dice))


def _planned(month: date, span: Span, usual: Mapping[str, int], dice: Dice) -> Iterator[Forecast]:
    middle = month.replace(day=monthrange(month.year, month.month)[1] // 2)
    size = growth((span.last - middle).days) * dice.between(0.95, 1.05)
    season = MONTHS[month.month - 1]
    # Rent is due in quiet months, too.
    grown = {name: int(amount * size * (1 if name == "opex" else season)) for name, amount in usual.items()}
    cash = int(LAST_BALANCE * dice.between(0.9, 1.1))
    for scenario, percent in SCENARIOS.items():
        yield Forecast(month, scenario, cash=cash * percent // 100, **_in_case(grown, percent))


def _in_case(grown: Mapping[str, int], percent: int) -> dict[str, int]:
    """Sales come as the case has them; what is spent on them was decided before."""
    fixed = {"spend", "opex"}
    return {name: amount if name in fixed else amount * percent // 100 for name, amount in grown.items()}


def _usual_month(span: Span, books: Books) -> Mapping[str, int]:
    """A month of the size of the last day's, in a season of 1: from what the last quarter came to."""
    first = max(span.first, span.last - timedelta(days=_RECENT_DAYS - 1))
    days = (span.last - first).days + 1
    season = sum(MONTHS[(first + timedelta(days=n)).month - 1] for n in range(days)) / days
    sums = _sales_since(first, books.orders)
    sums["refunds"] = sum(one.amount for one in books.refunds if one.at.astimezone(ZONE).date() >= first)
    sums["spend"] = sum(one.amount for one in books.spend if one.day >= first)
    opex = sum(one.amount for one in books.expenses if one.day >= first)
    month = {name: int(sums[name] / days * _MONTH_DAYS / season) for name in _SOLD}
    return month | {"opex": int(opex / days * _MONTH_DAYS)}


def _sales_since(first: date, orders: Sequence[Order]) -> Counter[str]:
    sums: Counter[str] = Counter()
    seen: set[str] = set()
    for order in orders:
        if order.at.astimezone(ZONE).date() >= first:
            is_new = order.customer_id not in seen
            sums.update(revenue=order.price.gross, cogs=order.price.cogs, orders=1, new_customers=is_new)
        seen.add(order.customer_id)
    return sums

"""What running the company costs, and what is in the bank: it grows ahead of its profits, on its owners' money."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.sample.clock import ZONE
from etl.sample.customers import Span
from etl.sample.dice import Dice
from etl.sample.orders import Order
from etl.sample.refunds import Refund
from etl.sample.seasons import growth
from etl.sample.spend import Spend

# Cents at the end of the history; the past follows from the books. An owner put money in, so many days before the end.
LAST_BALANCE = 165_000_00
ROUND = 250_000_00
ROUND_BEFORE_END = 400
# Cents each time at the size of the last day, and the days of the month on which it is paid.
BILLS = {
    "payroll": (36_500_00, (15, 28)),
    "rent": (8_400_00, (1,)),
    "software": (3_900_00, (3,)),
    "warehouse": (9_600_00, (10,)),
    "insurance": (1_150_00, (5,)),
    "bookkeeping": (1_900_00, (20,)),
}
# Rent does not grow with the company: the lease is two years old.
FIXED = frozenset({"rent", "insurance"})


@dataclass(frozen=True)
class Expense:
    """Cents paid on a day."""

    day: date
    category: str
    amount: int


@dataclass(frozen=True)
class Balance:
    """Cents in the bank at the end of a day, and what the owners put in on it."""

    day: date
    balance: int
    financing: int


def make_expenses(span: Span, seed: int) -> tuple[Expense, ...]:
    """The bills of every day of the span."""
    dice = Dice(seed, "expenses")
    return tuple(
        Expense(day, category, _bill(category, amount, span.before_end(day), dice))
        for day in span.days()
        for category, (amount, due) in BILLS.items()
        if day.day in due
    )


def _bill(category: str, amount: int, days_before_end: int, dice: Dice) -> int:
    size = 1.0 if category in FIXED else growth(days_before_end)
    return int(amount * size * dice.between(0.97, 1.03))


def make_balances(
    span: Span,
    orders: Sequence[Order],
    refunds: Sequence[Refund],
    spend: Sequence[Spend],
    expenses: Sequence[Expense],
) -> tuple[Balance, ...]:
    """The balance of each Friday and month end, of the day with financing, and of the last day."""
    flows: Counter[date] = Counter()
    for order in orders:
        flows[order.at.astimezone(ZONE).date()] += order.price.gross - order.price.cogs
    for refund in refunds:
        flows[refund.at.astimezone(ZONE).date()] -= refund.amount
    for day, amount in (*((one.day, one.amount) for one in spend), *((one.day, one.amount) for one in expenses)):
        flows[day] -= amount
    return tuple(_read(span, flows))


def _read(span: Span, flows: Counter[date]) -> Iterator[Balance]:
    financed = span.last - timedelta(days=ROUND_BEFORE_END)
    in_span = ROUND if span.first <= financed else 0
    balance = LAST_BALANCE - in_span - sum(flows[day] for day in span.days())
    for day in span.days():
        financing = ROUND if day == financed else 0
        balance += flows[day] + financing
        is_month_end = (day + timedelta(days=1)).day == 1
        if day.weekday() == 4 or is_month_end or financing or day == span.last:
            yield Balance(day, balance, financing)

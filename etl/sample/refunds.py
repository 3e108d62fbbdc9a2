"""What is paid back: mostly soon and in full, sometimes months later, sometimes in two parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from etl.sample.clock import SHOPPING, moment
from etl.sample.dice import Dice, Odds
from etl.sample.orders import Order

ONE_OFF, RENEWAL = 0.072, 0.04  # who gets a box every month knows what is in it
LATE = 0.12
PERCENTS = Odds({(100,): 60, (25,): 10, (50,): 14, (30, 70): 4, (20, 30): 6, (15, 15, 20): 2, (10,): 4})


@dataclass(frozen=True)
class Refund:
    """Money paid back for an order, in cents; all refunds of an order together never exceed what was charged."""

    id: str
    order_id: str
    at: datetime
    amount: int


def make_refunds(orders: Iterable[Order], last_day: date, seed: int) -> tuple[Refund, ...]:
    """The refunds that were paid up to the last day, in the order of their instants."""
    dice = Dice(seed, "refunds")
    paid = sorted(part for order in orders for part in _parts(order, dice, last_day))
    return tuple(Refund(f"R-{n:05d}", order_id, at, amount) for n, (at, order_id, amount) in enumerate(paid, 1))


def _parts(order: Order, dice: Dice, last_day: date) -> Iterator[tuple[datetime, str, int]]:
    if not dice.chance(RENEWAL if order.what.is_renewal else ONE_OFF):
        return
    day = order.what.day
    for percent in dice.pick(PERCENTS):
        day += timedelta(days=dice.whole(30, 150) if dice.chance(LATE) else dice.whole(2, 21))
        amount = order.price.gross * percent // 100  # rounded down, so that the parts never exceed the whole
        at = moment(day, SHOPPING, dice)
        if amount > 0 and day <= last_day:
            yield at, order.id, amount

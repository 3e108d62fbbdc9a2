"""Every order of the history, in the order of their instants, with ids that follow it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from etl.sample.clock import BILLING, SHOPPING, moment
from etl.sample.customers import Customer, Span, arrivals
from etl.sample.dice import Dice
from etl.sample.goods import Price
from etl.sample.one_offs import one_off_purchases
from etl.sample.purchases import Purchase
from etl.sample.subscriptions import subscription_purchases


@dataclass(frozen=True)
class Order:
    """One order: its id, its instant in UTC, who, and what."""

    id: str
    customer_id: str
    at: datetime
    what: Purchase

    @property
    def price(self) -> Price:
        """What was charged and what it cost, in cents."""
        return self.what.price


def make_orders(span: Span, seed: int) -> tuple[Order, ...]:
    """All orders of the customers who arrive within the span, up to its last day."""
    habits, hours = Dice(seed, "orders"), Dice(seed, "hours")
    placed = [
        (moment(what.day, BILLING if what.is_renewal else SHOPPING, hours), customer.number, customer, what)
        for customer in arrivals(span, Dice(seed, "arrivals"))
        for what in _purchases(customer, habits, span.last)
    ]
    placed.sort(key=lambda one: one[:2])
    return tuple(Order(f"O-{n:06d}", who.id, at, what) for n, (at, _, who, what) in enumerate(placed, 1))


def _purchases(customer: Customer, dice: Dice, last_day: date) -> Iterator[Purchase]:
    if dice.chance(customer.channel.subscribes):
        return subscription_purchases(customer, dice, last_day)
    return one_off_purchases(customer, dice, last_day)

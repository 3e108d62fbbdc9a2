"""Customers who order when they like: whether they come back, when, and with what."""

from collections.abc import Iterator
from datetime import date, timedelta

from etl.sample.channels import OTHER
from etl.sample.customers import Customer
from etl.sample.dice import Dice, Odds
from etl.sample.goods import basket
from etl.sample.purchases import Purchase
from etl.sample.seasons import demand

COMES_BACK_DIRECTLY = 0.2  # without the channel's help: a typed address, a bookmark
LOYALTY = 0.68  # each order leaves this much of the chance to lose the customer


def one_off_purchases(customer: Customer, dice: Dice, last_day: date) -> Iterator[Purchase]:
    """The orders of someone without a subscription, from the first day on."""
    day, lost = customer.first_day, 1 - customer.channel.returns
    yield _purchase(customer, day, customer.channel.name, dice)
    while not dice.chance(lost):
        day, lost = _next_day(day, dice), lost * LOYALTY
        if day > last_day:
            return
        yield _purchase(customer, day, OTHER.name if dice.chance(COMES_BACK_DIRECTLY) else customer.channel.name, dice)


def _next_day(day: date, dice: Dice) -> date:
    # Of three days that would suit the customer, the one that the season favours: so December has its peak.
    days = [day + timedelta(days=dice.mostly_low(30, 360)) for _ in range(3)]
    return dice.pick(Odds({candidate: int(1000 * demand(candidate)) for candidate in days}))


def _purchase(customer: Customer, day: date, channel: str, dice: Dice) -> Purchase:
    return Purchase(day, basket(dice.pick(customer.channel.basket_sizes), day, dice), channel)

"""Customers who subscribe: bills, late payments, pauses, changed plans, leaving and coming back."""

from calendar import monthrange
from collections.abc import Generator, Iterator
from datetime import date, timedelta

from etl.sample.customers import Customer
from etl.sample.dice import Dice, Odds
from etl.sample.goods import FIRST_PLANS, Plan, first_bill, other_tier
from etl.sample.purchases import Purchase

# Days after the due day: most cards work at once, some within the 3 days of grace, a few only after it.
LATENESS = Odds({0: 900, 1: 35, 2: 25, 3: 15, 5: 12, 8: 8, 12: 5})
PAUSE = 0.02
UPGRADE = 0.015
DOWNGRADE = 0.012
WIN_BACK = 0.12
FIRST_BILL_REGRET = 1.9  # the first renewal is the one that most subscribers leave at


def subscription_purchases(customer: Customer, dice: Dice, last_day: date) -> Iterator[Purchase]:
    """The bills of a subscriber, and of the next subscription of someone who was won back."""
    day, count = customer.first_day, 1
    while day <= last_day:
        ended = yield from _bills(f"S-{customer.number:05d}-{count}", day, customer, dice, last_day)
        if ended is None or not dice.chance(WIN_BACK):
            return
        day, count = ended + timedelta(days=dice.whole(20, 150)), count + 1


def next_due(day: date, plan: Plan) -> date:
    """When the next bill is due: monthly boxes ship every 30 days, longer plans renew on the calendar's day."""
    if plan.months == 1:
        return day + timedelta(days=30)
    year, month = divmod(day.year * 12 + day.month - 1 + plan.months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _bills(
    subscription: str, day: date, customer: Customer, dice: Dice, last_day: date
) -> Generator[Purchase, None, date | None]:
    """The bills of one subscription; returns the day on which it ended, None when it outlived the history."""
    plan = dice.pick(FIRST_PLANS)
    channel, due, regret = customer.channel.name, day, FIRST_BILL_REGRET
    yield Purchase(day, first_bill(plan, dice), channel, subscription, plan.months)
    while True:
        due = next_due(due, plan)
        if dice.chance(min(0.9, plan.churn * customer.channel.churn * regret)):
            return due
        plan, due, regret = _changed(plan, dice), _paused(due, plan, dice), 1.0
        day = due + timedelta(days=dice.pick(LATENESS))
        if day > last_day:
            return None
        yield Purchase(day, plan.price, channel, subscription, plan.months, is_renewal=True)


def _changed(plan: Plan, dice: Dice) -> Plan:
    if dice.chance(UPGRADE):
        return other_tier(plan, up=True)
    return other_tier(plan, up=False) if dice.chance(DOWNGRADE) else plan


def _paused(due: date, plan: Plan, dice: Dice) -> date:
    """The due day after a pause of one to three intervals, or the same one. Only monthly plans can be paused."""
    if plan.months > 1 or not dice.chance(PAUSE):
        return due
    for _ in range(dice.whole(1, 3)):
        due = next_due(due, plan)
    return due

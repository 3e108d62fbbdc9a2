"""What is sold: single products in baskets, and subscription plans. All money is in whole cents."""

from dataclasses import dataclass
from datetime import date

from etl.sample.dice import Dice, Odds
from etl.sample.seasons import is_sale


@dataclass(frozen=True)
class Price:
    """What is charged for something, and what it costs to make and pack."""

    gross: int
    cogs: int


@dataclass(frozen=True)
class Plan:
    """A subscription: what comes, and for how many months each bill pays."""

    tier: int
    months: int
    churn: float  # the chance that a subscriber leaves instead of paying the next bill

    @property
    def price(self) -> Price:
        """The bill for one interval; longer ones are cheaper a month, and cost as much to make."""
        month = TIERS[self.tier]
        return Price(month.gross * self.months * TERM_PERCENT[self.months] // 100, month.cogs * self.months)


PRODUCTS = Odds(
    {
        Price(2500, 800): 18,
        Price(3400, 1060): 24,
        Price(4100, 1260): 22,
        Price(5000, 1540): 18,
        Price(6500, 2010): 12,
        Price(9900, 3080): 6,
    }
)
TIERS = (Price(4600, 1500), Price(6500, 2080), Price(9300, 2950))
TERM_PERCENT = {1: 100, 3: 94, 12: 82}
FIRST_PLANS = Odds(
    {
        Plan(0, 1, 0.050): 27,
        Plan(1, 1, 0.040): 38,
        Plan(2, 1, 0.036): 17,
        Plan(0, 3, 0.15): 5,
        Plan(1, 3, 0.14): 8,
        Plan(1, 12, 0.40): 4,
        Plan(2, 12, 0.38): 1,
    }
)
# Percent off the list price. 100 is a gift card or a replacement: an order of amount 0, which still costs something.
DISCOUNTS = Odds({0: 1460, 10: 280, 15: 160, 20: 90, 100: 10})
SALE_DISCOUNTS = Odds({0: 20, 20: 50, 30: 30})
WELCOME = Odds({0: 70, 10: 20, 20: 10})


def basket(size: int, day: date, dice: Dice) -> Price:
    """A one-off order of so many products, with the discounts of its day."""
    picked = [dice.pick(PRODUCTS) for _ in range(size)]
    full = Price(sum(one.gross for one in picked), sum(one.cogs for one in picked))
    return _less(full, dice.pick(SALE_DISCOUNTS if is_sale(day) else DISCOUNTS))


def first_bill(plan: Plan, dice: Dice) -> Price:
    """A subscription's first bill, which often comes with a welcome."""
    return _less(plan.price, dice.pick(WELCOME))


def other_tier(plan: Plan, *, up: bool) -> Plan:
    """The plan after an upgrade or a downgrade; the same one where there is nothing above or below it."""
    tier = min(plan.tier + 1, len(TIERS) - 1) if up else max(plan.tier - 1, 0)
    return Plan(tier, plan.months, plan.churn)


def _less(price: Price, percent: int) -> Price:
    return Price(price.gross * (100 - percent) // 100, price.cogs)

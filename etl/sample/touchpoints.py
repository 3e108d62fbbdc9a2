"""What customers saw and clicked before they ordered, as far as the shop could follow them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.sample.channels import CHANNELS
from etl.sample.customers import Span
from etl.sample.dice import Dice, Odds
from etl.sample.orders import Order

# Who refused to be followed, or came by word of mouth.
UNSEEN = 0.13
# How often the last touch was of the channel that the shop wrote on the order.
LAST_IS_THE_ORDERS = 0.82
MOST_DAYS = 34
MORE_TOUCHES = Odds({0: 38, 1: 30, 2: 18, 3: 9, 4: 4, 6: 1})
# Where a customer is first met, whatever makes them order in the end.
MET_AT = Odds({"meta": 45, "tiktok": 40, "other": 15})


@dataclass(frozen=True)
class Touchpoint:
    """Someone met a channel at an instant in UTC."""

    customer_id: str
    at: datetime
    channel: str


def make_touchpoints(span: Span, orders: Sequence[Order], seed: int) -> tuple[Touchpoint, ...]:
    """The touchpoints before every first order, in the order of their instants; some long before, and some after it."""
    dice = Dice(seed, "touchpoints")
    found = {each: None for order in _first_orders(orders) for each in _before(order, dice)}
    return tuple(
        sorted(
            (each for each in found if each.at.date() >= span.first),
            key=lambda each: (each.at, each.customer_id, each.channel),
        )
    )


def _first_orders(orders: Sequence[Order]) -> Iterator[Order]:
    seen: set[str] = set()
    for order in orders:
        if order.customer_id not in seen:
            seen.add(order.customer_id)
            yield order


def _before(order: Order, dice: Dice) -> Iterator[Touchpoint]:
    if dice.chance(UNSEEN):
        return
    names = {channel.name for channel in CHANNELS}
    last = order.what.channel if order.what.channel in names and dice.chance(LAST_IS_THE_ORDERS) else dice.pick(MET_AT)
    at = order.at - timedelta(seconds=dice.whole(90, 3_000))
    yield Touchpoint(order.customer_id, at, last)
    for _ in range(dice.pick(MORE_TOUCHES)):
        days, seconds = dice.mostly_low(0, MOST_DAYS), dice.whole(4_000, 80_000)
        yield Touchpoint(order.customer_id, order.at - timedelta(days=days, seconds=seconds), dice.pick(MET_AT))

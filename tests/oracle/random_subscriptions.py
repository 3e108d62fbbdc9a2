"""Subscriptions laid over drawn orders: of several lengths, several to a customer, interrupted and changed."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from oracle_books import Order

INTERVALS = (1, 1, 1, 2, 3, 6, 7, 12)


def subscribed(seed: int, orders: Sequence[Order]) -> list[Order]:
    """The same orders, most of them of subscriptions for half of the customers; in some companies of none."""
    rng = Random(seed)  # noqa: S311  (a reproducible draw is the purpose; nothing here is secret)
    if seed % 5 == 4:
        return list(orders)
    members = {customer for customer in sorted({order.customer_id for order in orders}) if rng.random() < 0.5}
    return [_subscribed(rng, order) if order.customer_id in members else order for order in orders]


def _subscribed(rng: Random, order: Order) -> Order:
    if rng.random() < 0.3:
        return order
    name = f"{order.customer_id}-{rng.choice((1, 1, 1, 2))}"
    return replace(order, subscription_id=name, interval_months=rng.choice(INTERVALS))

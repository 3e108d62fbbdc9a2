"""What a customer has been worth by age, and when that pays for the acquisition (the observed method)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from oracle_books import Customer

BUCKETS = range(13)
BUCKET_DAYS = 30
WINDOW_DAYS = 90
ENOUGH_CUSTOMERS = 20


@dataclass(frozen=True)
class Worth:
    """The mean gross profit of a customer in one age bucket, and of which customers."""

    bucket: int
    customers: int
    first_day: date
    last_day: date
    value: Fraction


def ages(bucket: int) -> range:
    """The ages in days that a bucket covers: the first day alone, then thirty days each."""
    return range(1) if bucket == 0 else range(BUCKET_DAYS * (bucket - 1) + 1, BUCKET_DAYS * bucket + 1)


def profit(customer: Customer, bucket: int) -> Decimal:
    """The customer's gross profit in the bucket."""
    return sum((money for age, money in customer.profits if age in ages(bucket)), Decimal(0))


def ordered_in(customer: Customer, bucket: int) -> bool:
    """Whether the customer placed an order at an age of the bucket."""
    return any((day - customer.first_day).days in ages(bucket) for day in customer.order_days)


def worth_by_age(customers: Sequence[Customer], end: date) -> list[Worth]:
    """The buckets as of `end`, from the first day on, up to the first that has too few customers."""
    curve: list[Worth] = []
    for bucket in BUCKETS:
        worth = _worth(customers, bucket, end)
        if worth is None:
            break
        curve.append(worth)
    return curve


def _worth(customers: Sequence[Customer], bucket: int, end: date) -> Worth | None:
    lived_through = end - timedelta(days=ages(bucket)[-1])
    acquisition_days = [customer.first_day for customer in customers if customer.first_day <= lived_through]
    if not acquisition_days:
        return None
    last_day = max(acquisition_days)
    first_day = last_day - timedelta(days=WINDOW_DAYS - 1)
    members = [customer for customer in customers if first_day <= customer.first_day <= last_day]
    if len(members) < ENOUGH_CUSTOMERS:
        return None
    total = sum((profit(customer, bucket) for customer in members), Decimal(0))
    return Worth(bucket, len(members), first_day, last_day, Fraction(total) / len(members))


def payback_days(curve: Sequence[Worth], cost: Fraction) -> int | None:
    """The first age, rounded up, at which the curve reaches the cost; none when it never does."""
    so_far = Fraction(0)
    for worth in curve:
        before, so_far = so_far, so_far + worth.value
        if so_far >= cost:
            return _age_inside(worth, before, cost)
    return None


def _age_inside(worth: Worth, before: Fraction, cost: Fraction) -> int:
    if worth.bucket == 0:
        return 0
    share = (cost - before) / worth.value
    return ceil(BUCKET_DAYS * (worth.bucket - 1) + BUCKET_DAYS * share)

"""Who came back: within a number of days of the first one, or on or after it."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from oracle_books import Customer

OLD_ENOUGH_DAYS = 90


def came_back_within(customer: Customer, days: int) -> bool:
    """Whether another order lies on the local days first + 1 to first + `days`."""
    return any(1 <= (day - customer.first_day).days <= days for day in customer.order_days)


def came_back_since(customer: Customer, days: int, closed: date) -> bool:
    """Whether another order lies on the local day first + `days` or later, up to the last closed day."""
    return any((day - customer.first_day).days >= days and day <= closed for day in customer.order_days)


def old_enough(customers: Sequence[Customer], start: date, end: date, closed: date) -> list[Customer]:
    """The customers of the period who have been watched for ninety days."""
    return [
        customer
        for customer in customers
        if start <= customer.first_day <= end and customer.first_day + timedelta(days=OLD_ENOUGH_DAYS) <= closed
    ]


def share(answers: Sequence[bool]) -> Fraction | None:
    """The share of yes; none where nobody was asked."""
    return Fraction(sum(answers), len(answers)) if answers else None

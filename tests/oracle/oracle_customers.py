"""Distinct customers of a whole day, week or month, counted one by one, and the share of them who did not come back."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from oracle_books import Customer
from oracle_period import Period

DAY = timedelta(days=1)


def customers(period: Period) -> Fraction | None:
    """With an order in the last whole day, week or month of the period; which one, its length decides."""
    days = (period.end - period.start).days + 1
    length = "day" if days <= 92 else "week" if days <= 366 else "month"
    start, end = last_whole(period.end, length)
    if end < _first(period):
        return None
    return Fraction(len(_active(period, start, end)))


def customer_churn(period: Period) -> Fraction | None:
    """Of the customers of the month before the last whole one, the share without an order in it."""
    start, end = last_whole(period.end, "month")
    before_start, before_end = last_whole(start - DAY, "month")
    before = _active(period, before_start, before_end)
    if before_end < _first(period) or not before:
        return None
    return Fraction(len(before - _active(period, start, end)), len(before))


def last_whole(day: date, length: str) -> tuple[date, date]:
    """The last whole day, Monday-to-Sunday week or calendar month that has ended by a day."""
    end = day
    while not _ends(end, length):
        end -= DAY
    back = {"day": 1, "week": 7, "month": end.day}[length]
    return end - timedelta(days=back - 1), end


def _ends(day: date, length: str) -> bool:
    if length == "week":
        return day.isoweekday() == 7
    return length == "day" or day.day == monthrange(day.year, day.month)[1]


def _active(period: Period, start: date, end: date) -> set[str]:
    return {
        customer.id
        for customer in period.books.customers
        if period.channel in {None, customer.channel} and _ordered(customer, start, end)
    }


def _ordered(customer: Customer, start: date, end: date) -> bool:
    return any(start <= day <= end for day in customer.order_days)


def _first(period: Period) -> date:
    return min((sale.day for sale in period.books.sales), default=date.max)


OF_CUSTOMERS: dict[str, Callable[[Period], Fraction | None]] = {"customers": customers, "churn": customer_churn}

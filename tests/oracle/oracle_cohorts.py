"""Cohorts by calendar month: the customers of a first-order month, and what became of them month by month."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from oracle_books import Books, Customer
from oracle_period import Period, quotient

Month = tuple[int, int]


def cohorts_monthly(books: Books) -> dict[tuple[date, str, int], tuple[int, int, Decimal, Decimal]]:
    """{(first day of the month, channel, months since): (customers, active, net revenue, gross profit)}."""
    new: dict[tuple[date, str, int], int] = defaultdict(int)
    active: dict[tuple[date, str, int], set[str]] = defaultdict(set)
    revenue: dict[tuple[date, str, int], Decimal] = defaultdict(Decimal)
    profit: dict[tuple[date, str, int], Decimal] = defaultdict(Decimal)
    for customer in books.customers:
        new[_key(customer, customer.first_day)] += 1
    for sale in books.sales:
        key = _key(sale.customer, sale.day)
        active[key].add(sale.customer.id)
        revenue[key] += sale.order.gross_amount
        profit[key] += sale.order.gross_amount - sale.order.cogs
    for back in books.returns:
        key = _key(back.sale.customer, max(back.day, back.sale.customer.first_day))
        revenue[key] -= back.refund.amount
        profit[key] -= back.refund.amount
    keys = {*new, *active, *revenue}
    table = {key: (new[key], len(active[key]), revenue[key], profit[key]) for key in keys}
    return {key: row for key, row in table.items() if any(row)}


def _key(customer: Customer, day: date) -> tuple[date, str, int]:
    first = customer.first_day.replace(day=1)
    return first, customer.channel, _months(day) - _months(first)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def in_month_one(period: Period, column: int) -> Fraction | None:
    """A column for each customer in the month after the first, of the cohorts of the period for which it has ended."""
    # The month after the period's last day is open, and so is that day's own unless it ends with it.
    first_open = _months(period.end) + (1 if _ends(period.end) else 0)
    customers = total = Fraction(0)
    for (month, channel, since), row in cohorts_monthly(period.books).items():
        is_asked = period.start <= month <= period.end and period.channel in {None, channel}
        if not is_asked or _months(month) + 1 >= first_open:
            continue
        customers += row[0] if since == 0 else 0
        total += Fraction(row[column]) if since == 1 else 0
    return quotient(total, customers)


def _ends(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


OF_COHORTS: dict[str, Callable[[Period], Fraction | None]] = {
    "cohorts": lambda period: in_month_one(period, 1),
    "cohortsrevenue": lambda period: in_month_one(period, 2),
}

"""Profit, cash, burn and runway of the company as a whole; none of them is of a channel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from oracle_period import Period, quotient

MONTH = Fraction(487, 16)  # 30.4375 days
DAY = timedelta(days=1)


def opex(period: Period) -> Fraction:
    """Operating expenses of the period."""
    amounts = (row.amount for row in period.books.expenses if period.start <= row.day <= period.end)
    return Fraction(sum(amounts, Decimal(0)))


def gross_burn(period: Period) -> Fraction:
    """What goes out, by the books."""
    return period.cogs() + period.spend() + opex(period)


def net_burn(period: Period) -> Fraction:
    """What goes out and does not come in."""
    return gross_burn(period) - period.net_revenue()


def a_month(money: Fraction, period: Period) -> Fraction:
    """Money of a calendar month, or scaled to the length of one."""
    first, last = period.start.day == 1, (period.end + DAY).day == 1
    if first and last and (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return money
    return money * MONTH / ((period.end - period.start).days + 1)


def cash(period: Period) -> Fraction | None:
    """The balance of the latest day with one, not after the period."""
    known = [row for row in period.books.balances if row.day <= period.end]
    return Fraction(max(known, key=lambda row: row.day).balance) if known else None


def bank_burn(period: Period) -> Fraction | None:
    """Balance before + financing - balance after; none where no balance was read in the period."""
    inside = [row for row in period.books.balances if period.start <= row.day <= period.end]
    opening, closing = cash(replace(period, end=period.start - DAY)), cash(period)
    if not inside or opening is None or closing is None:
        return None
    return opening + Fraction(sum((row.financing for row in inside), Decimal(0))) - closing


def runway(period: Period) -> Fraction | None:
    """Months that the cash lasts at the mean burn of the last three closed months, all of them within the data."""
    money = cash(period)
    end = period.end if (period.end + DAY).day == 1 else period.end.replace(day=1) - DAY
    start = end.replace(day=1)
    for _ in range(2):
        start = (start - DAY).replace(day=1)
    if money is None or start < _first_day(period):
        return None
    burned = net_burn(replace(period, start=start, end=end))
    if burned > 0:
        return money * 3 / burned
    return Fraction(0) if money <= 0 else None


def _first_day(period: Period) -> date:
    sold = min((sale.day for sale in period.books.sales), default=date.min)
    return max(sold, min((row.day for row in period.books.spend), default=date.min))


OF_COMPANY: dict[str, Callable[[Period], Fraction | None]] = {
    "ebitda": lambda period: quotient(period.net_revenue() - gross_burn(period), period.net_revenue()),
    "opex": lambda period: opex(period) if period.books.expenses else None,
    "cash": cash,
    "burn": lambda period: a_month(net_burn(period), period) if period.books.sales and period.books.spend else None,
    "runway": runway,
}

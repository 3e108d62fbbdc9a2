"""An independent recomputation of the metrics, by brute force from raw rows and the written definitions alone.

It shares no code with the product, so where the two agree, both read the definitions the same way. All arithmetic is
exact; a result is rounded once, to fifty digits, when it leaves.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import oracle_loyalty
import oracle_tables
from oracle_books import CHANNELS, Balance, Customer, Expense, Order, Refund, SpendRow, open_books
from oracle_cash import OF_COMPANY
from oracle_cohorts import OF_COHORTS, cohorts_monthly
from oracle_customers import OF_CUSTOMERS
from oracle_growth import cost_growth, revenue_growth
from oracle_period import OF_ORDERS, OF_SPEND, Period, acquisition_cost
from oracle_recurring import OF_SUBSCRIPTIONS, Movements, billings, movements
from oracle_worth import Worth, payback_days, worth_by_age

__all__ = ["CHANNELS", "METRICS", "Oracle", "Order", "Refund", "SpendRow"]


class Oracle:
    """Answers for one company; percentages are shares of 1, and None stands for "no value".

    It knows no certificates: the caller asks only for closed days.
    """

    def __init__(
        self, orders: Iterable[Order], refunds: Iterable[Refund], spend: Iterable[SpendRow], zone: str
    ) -> None:
        self.books = open_books(orders, refunds, spend, zone)

    def with_cash(self, expenses: Iterable[Expense], balances: Iterable[Balance]) -> "Oracle":
        """The same company, with what belongs to it as a whole."""
        company = Oracle((), (), (), "UTC")
        company.books = replace(self.books, expenses=tuple(expenses), balances=tuple(balances))
        return company

    def value(
        self, metric: str, start: date, end: date, channel: str | None = None, *, closed: date | None = None
    ) -> Decimal | None:
        """The metric over the inclusive local days; `closed` matters to retention alone."""
        if metric not in METRICS:
            raise ValueError(f"The oracle does not know {metric!r}: ask for one of {', '.join(METRICS)}.")
        _refuse_what_cannot_be(start, end, channel)
        period = Period(self.books, start, end, channel)
        if metric == "retention":
            return self.retention(start, end, 90, channel, closed=closed)
        if metric in OF_ORDERS:
            return _rounded(OF_ORDERS[metric](period)) if self.books.sales else None
        if metric in OF_SPEND:
            return _rounded(OF_SPEND[metric](period)) if self.books.spend else None
        others = OF_COMPANY | OF_CUSTOMERS | OF_SUBSCRIPTIONS | OF_COHORTS
        if metric in others:
            return _rounded(others[metric](period))
        return _rounded(_OF_BOTH[metric](self, period))

    def retention(
        self, start: date, end: date, within: int, channel: str | None = None, *, closed: date | None = None
    ) -> Decimal | None:
        """The share back within so many days, of the customers who are ninety days old on `closed`.

        Without `closed`, the last local day with an order stands for it.
        """
        customers, _ = self._watched(start, end, channel, closed)
        answers = [oracle_loyalty.came_back_within(customer, within) for customer in customers]
        return _rounded(oracle_loyalty.share(answers))

    def retention_since(
        self, start: date, end: date, since: int, channel: str | None = None, *, closed: date | None = None
    ) -> Decimal | None:
        """The share back on or after that day and by `closed`, of the same customers as in `retention`."""
        customers, until = self._watched(start, end, channel, closed)
        answers = [oracle_loyalty.came_back_since(customer, since, until) for customer in customers]
        return _rounded(oracle_loyalty.share(answers))

    def weekly_growth(self, end: date, channel: str | None = None) -> Decimal | None:
        """Net revenue of the last whole week up to `end`, against the week before."""
        return _rounded(revenue_growth(Period(self.books, end, end, channel), "week"))

    def ltv_buckets(self, end: date, channel: str | None = None) -> list[tuple[int, int, date, date, Decimal]]:
        """The buckets that count: (bucket, customers, first and last day of the window, value of a customer)."""
        _refuse_what_cannot_be(end, end, channel)
        return [
            (worth.bucket, worth.customers, worth.first_day, worth.last_day, _decimal(worth.value))
            for worth in self.curve(end, channel)
        ]

    def curve(self, end: date, channel: str | None = None) -> list[Worth]:
        """The exact values behind `ltv_buckets`."""
        return worth_by_age(self._customers(channel), end)

    def metrics_daily(self) -> dict[tuple[date, str], dict[str, int | Decimal]]:
        """{(day, channel): {measure: number}}, for the days and channels with any row."""
        return oracle_tables.metrics_daily(self.books)

    def customers_by_period(self) -> dict[tuple[str, date, str], tuple[int, int, int]]:
        """{(grain, first day of the bucket, channel): (new, returning, lost)}, where any of them is not zero."""
        return oracle_tables.customers_by_period(self.books)

    def cohort_value(self) -> dict[tuple[date, str, int], tuple[int, int, Decimal]]:
        """{(cohort day, channel, bucket): (customers, active, gross profit)}; every cohort has all 13 buckets."""
        return oracle_tables.cohort_value(self.books)

    def cohorts_monthly(self) -> dict[tuple[date, str, int], tuple[int, int, Decimal, Decimal]]:
        """{(first-order month, channel, months since): (customers, active, net revenue, gross profit)}."""
        return cohorts_monthly(self.books)

    def mrr_spans(self) -> dict[tuple[str, str, date, date], tuple[Decimal, int]]:
        """{(customer, subscription, first day, first day no more): (a month, orders of it)}."""
        spans: dict[tuple[str, str, date, date], tuple[Decimal, int]] = {}
        for each in billings(self.books):
            if each.ends > each.day:
                key = (each.customer, each.subscription, each.day, each.ends)
                before = spans.get(key, (Decimal(0), 0))
                spans[key] = (before[0] + each.amount, before[1] + 1)
        return spans

    def movements(self, opening: date, closing: date) -> Movements:
        """How recurring revenue came from the end of one day to the end of another."""
        return movements(billings(self.books), opening, closing)

    def retention_daily(self) -> dict[tuple[date, str], tuple[int, int, int, int, int, int, int]]:
        """{(cohort day, channel): (customers, within 30, 60, 90, since 30, 60, 90)}."""
        return oracle_tables.retention_daily(self.books)

    def _customers(self, channel: str | None) -> list[Customer]:
        return [customer for customer in self.books.customers if channel in {None, customer.channel}]

    def _watched(self, start: date, end: date, channel: str | None, closed: date | None) -> tuple[list[Customer], date]:
        _refuse_what_cannot_be(start, end, channel)
        until = closed or max((sale.day for sale in self.books.sales), default=date.min)
        return oracle_loyalty.old_enough(self._customers(channel), start, end, until), until


def _lifetime_value(oracle: Oracle, period: Period) -> Fraction | None:
    curve = oracle.curve(period.end, period.channel)
    return sum((worth.value for worth in curve), Fraction(0)) if curve else None


def _value_over_cost(oracle: Oracle, period: Period) -> Fraction | None:
    value, cost = _lifetime_value(oracle, period), acquisition_cost(period)
    return None if value is None or cost is None else value / cost


def _payback(oracle: Oracle, period: Period) -> Fraction | None:
    cost = acquisition_cost(period)
    days = None if cost is None else payback_days(oracle.curve(period.end, period.channel), cost)
    return None if days is None else Fraction(days)


_OF_BOTH: dict[str, Callable[[Oracle, Period], Fraction | None]] = {
    "cac": lambda _, period: acquisition_cost(period),
    "cacgrowth": lambda _, period: cost_growth(period),
    "revenuegrowth": lambda _, period: revenue_growth(period, "month"),
    "ltv": _lifetime_value,
    "ltvcac": _value_over_cost,
    "payback": _payback,
}
METRICS = (*OF_ORDERS, *OF_SPEND, *_OF_BOTH, *OF_COMPANY, *OF_CUSTOMERS, *OF_SUBSCRIPTIONS, *OF_COHORTS, "retention")


def _refuse_what_cannot_be(start: date, end: date, channel: str | None) -> None:
    if start > end:
        raise ValueError(f"The period {start} to {end} runs backwards: give its first day first.")
    if channel not in {None, *CHANNELS}:
        raise ValueError(f"There is no channel {channel!r}: use one of {', '.join(CHANNELS)}, or None for all.")


def _rounded(number: Fraction | None) -> Decimal | None:
    return None if number is None else _decimal(number)


def _decimal(number: Fraction) -> Decimal:
    with localcontext(prec=50):
        return Decimal(number.numerator) / Decimal(number.denominator)

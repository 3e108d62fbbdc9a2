"""The sample company as values, before it becomes files."""

from dataclasses import dataclass
from datetime import date, timedelta

from etl.sample.cash import Balance, Expense, make_balances, make_expenses
from etl.sample.customers import Span
from etl.sample.experiments import Experiment, make_experiments
from etl.sample.forecast import Books, Forecast, make_forecasts
from etl.sample.orders import Order, make_orders
from etl.sample.refunds import Refund, make_refunds
from etl.sample.spend import Spend, make_spend
from etl.sample.touchpoints import Touchpoint, make_touchpoints


@dataclass(frozen=True)
class Company:
    """A small shop that sells direct: its whole history, complete and without a fault."""

    span: Span
    orders: tuple[Order, ...]
    refunds: tuple[Refund, ...]
    spend: tuple[Spend, ...]
    expenses: tuple[Expense, ...]
    balances: tuple[Balance, ...]
    touchpoints: tuple[Touchpoint, ...]
    forecasts: tuple[Forecast, ...]
    experiments: tuple[Experiment, ...]


def make_company(last_day: date, *, seed: int, days: int) -> Company:
    """The company whose history of so many days ends on `last_day`; the same arguments make the same company."""
    if days < 1:
        raise ValueError(f"A company needs at least one day of history, not {days}.")
    span = Span(last_day - timedelta(days=days - 1), last_day)
    orders = make_orders(span, seed)
    refunds, spend = make_refunds(orders, last_day, seed), make_spend(span, seed)
    expenses = make_expenses(span, seed)
    books = (orders, refunds, spend, expenses)
    return Company(
        span,
        *books,
        make_balances(span, *books),
        make_touchpoints(span, orders, seed),
        make_forecasts(span, Books(*books), seed),
        make_experiments(span, seed),
    )

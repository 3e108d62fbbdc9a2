"""Expenses and balances drawn from a seed: sparse, overdrawn, repaid, and sometimes exactly nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from oracle_books import Balance, Expense

CATEGORIES = ("payroll", "rent", "software")


def random_cash(seed: int, days: Sequence[date]) -> tuple[list[Expense], list[Balance]]:
    """Expenses and balances on some of the days; the same arguments give the same."""
    rng = Random(seed)  # noqa: S311  (a reproducible draw is the purpose; nothing here is secret)
    most = rng.choice((500, 50_000, 2_000_000))
    expenses = [
        Expense(day, category, Decimal(rng.randrange(most)) / 100)
        for day in days
        for category in CATEGORIES
        if rng.random() < 0.1
    ]
    every = rng.choice((1.0, 0.3, 0.02))
    return expenses, [_balance(rng, day) for day in days if rng.random() < every]


def _balance(rng: Random, day: date) -> Balance:
    balance = rng.choice((Decimal(0), Decimal(rng.randrange(-10_000, 9_000_000)) / 100))
    return Balance(day, balance, Decimal(rng.choice((0, 0, 0, 50_000, -1_250))))

"""What an expression promises: a value over a window, and what moved it between two."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from metrics.answer import Input, Unit
from metrics.facts import Facts
from metrics.outcome import Outcome
from metrics.reader import Window
from metrics.why.terms import Amount, Amounts, NotTakenApartError, Said, Share, Term, Windows, shared_out

CHANNEL, CATEGORY = "channel", "category"


class Expression(Protocol):
    """Anything that has a value over a window. It never raises on data: what can't be had is an Outcome's reason."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        """The value over the window, or why there is none."""

    def formula(self) -> str:
        """The expression in words and signs: "ad spend ÷ new customers"."""

    def sources(self) -> frozenset[str]:
        """The source tables that the value depends on."""

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        """What went into the value, with their own values, down to the measures."""

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        """What a reader must know of the value beside the number, in sentences."""

    def shortfall(self, facts: Facts, window: Window) -> str | None:
        """What the value covers instead of all that its name promises ("first 120 days"); None where it covers all."""

    def reach(self, window: Window) -> date:
        """The first day that evaluating over the window looks at; never later for an earlier window."""

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """What moved the value from one window to the other, by what went into it. The terms come to the change.

        Raises NotTakenApartError where it has no value in one of them.
        """

    @property
    def is_mean(self) -> bool:
        """Whether what moved it is best told by the rates of groups."""

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        """The value of each group in the two windows; None where it does not add up over the groups."""

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        """What moved the value, by group; they come to the change. None where it has no such groups. `said`: what the
        value is called, and its unit. Raises as `terms`.
        """


def amount_of(expression: Expression, windows: Windows) -> Amount:
    """The expression's value in the two windows."""
    before, now = (expression.evaluate(windows.facts, each).value for each in (windows.before, windows.now))
    return Amount(before, now)


def by_member(expression: Expression, windows: Windows, members: Iterable[str]) -> Amounts:
    """The expression's value of each channel, or of each category of expenses, in the two windows."""
    return {member: amount_of(expression, windows.of(member)) for member in members}


def term_of(expression: Expression, windows: Windows, label: str = "") -> Term:
    """The expression as an input of its own, with its shares by channel where it adds up over them.

    Raises NotTakenApartError where it has no value in one of the windows.
    """
    amount, of = amount_of(expression, windows), label or expression.formula()
    if amount.before is None or amount.now is None:
        raise NotTakenApartError(f"{of} has no value in one of the two periods")
    inputs = expression.inputs(windows.facts, windows.now)
    name, unit = (inputs[0].name, inputs[0].unit) if inputs else (of, Unit.COUNT)
    groups = expression.amounts(windows, CHANNEL)
    shares = () if groups is None else shared_out(groups, Said(of, unit))
    return Term(name, of, unit, amount, amount.moved, shares)

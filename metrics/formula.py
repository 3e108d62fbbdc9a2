"""The algebra that metrics are written in: expressions over measures, evaluated on sums over the asked days.

One tree gives the value, each point of the series, each channel's value, the text of the formula, the inputs that
`explain` lists, and the sources that the number depends on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from metrics.answer import Input, Unit
from metrics.expression import CHANNEL, Expression, amount_of, by_member, term_of
from metrics.facts import Facts
from metrics.outcome import Outcome, known, unknown
from metrics.reader import Window
from metrics.why.terms import (
    KIND,
    NEW,
    RETURNING,
    Amounts,
    Said,
    Share,
    Term,
    Windows,
    combined,
    merged,
    negated,
    rates_and_mix,
    ratio_factors,
    shared_out,
)
from store.measures import MEASURES, Measure, MeasureUnit

# What of a measure is of people with their first order ever; the rest is of those who came back.
_OF_NEW = {"orders": "new_customer_orders", "gross_revenue": "new_customer_revenue"}
_MEASURES = {measure.name: measure for measure in MEASURES}


class Algebra:
    """Gives expressions their operators, so that a declaration reads as its formula."""

    def __add__(self: Expression, other: Expression) -> "Sum":
        return Sum(self, other)

    def __sub__(self: Expression, other: Expression) -> "Difference":
        return Difference(self, other)

    def __truediv__(self: Expression, other: Expression) -> "Quotient":
        return Quotient(self, other)

    def shortfall(self, facts: Facts, window: Window) -> str | None:  # noqa: ARG002  # whoever can fall short says so
        """Most expressions cover what they promise, or have no value."""
        return None

    @property
    def is_mean(self) -> bool:
        """Whether what moved it is best told by the rates of groups: where both sides are counted of the same rows."""
        return False

    def reach(self, window: Window) -> date:
        """Most expressions look at the window's own days."""
        return window.start

    def terms(self: Expression, windows: Windows) -> tuple[Term, ...]:
        """Most expressions are an input of their own."""
        return (term_of(self, windows),)

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:  # noqa: ARG002  # whoever adds up says so
        """Most expressions do not add up."""
        return None

    def shares(self: Expression, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        """What adds up is moved by each group as far as the group itself moved."""
        amounts = self.amounts(windows, dimension)
        return None if amounts is None else shared_out(amounts, said)


@dataclass(frozen=True)
class Total(Algebra):
    """A measure's sum over the window."""

    measure: Measure

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(facts.measure(self.measure.name, window))

    def formula(self) -> str:
        return self.measure.label

    def sources(self) -> frozenset[str]:
        return frozenset({self.measure.source.value})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        unit = Unit.MONEY if self.measure.unit is MeasureUnit.MONEY else Unit.COUNT
        value = facts.measure(self.measure.name, window)
        return (Input(self.measure.name, self.measure.label, value, unit, sources=tuple(self.sources())),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a sum speaks for itself
        return ()

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        if dimension == CHANNEL and not self.measure.is_company:
            return by_member(self, windows, windows.facts.channels)
        of_new = _OF_NEW.get(self.measure.name)
        if dimension != KIND or of_new is None:
            return None
        new = amount_of(Total(_MEASURES[of_new]), windows)
        return {NEW: new, RETURNING: amount_of(self, windows) + -new}


@dataclass(frozen=True)
class _Binary(Algebra):
    left: Expression
    right: Expression

    def sources(self) -> frozenset[str]:
        return self.left.sources() | self.right.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.left.inputs(facts, window) + self.right.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        return unique(self.left.notes(facts, window) + self.right.notes(facts, window))

    def shortfall(self, facts: Facts, window: Window) -> str | None:
        return self.left.shortfall(facts, window) or self.right.shortfall(facts, window)

    def reach(self, window: Window) -> date:
        return min(self.left.reach(window), self.right.reach(window))

    def _sides(self, facts: Facts, window: Window) -> tuple[Decimal, Decimal] | Outcome:
        left, right = self.left.evaluate(facts, window), self.right.evaluate(facts, window)
        if left.value is None:
            return left
        if right.value is None:
            return right
        return left.value, right.value


@dataclass(frozen=True)
class Sum(_Binary):
    """left + right."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        sides = self._sides(facts, window)
        return sides if isinstance(sides, Outcome) else known(sides[0] + sides[1])

    def formula(self) -> str:
        return f"{self.left.formula()} + {self.right.formula()}"

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        return merged(chain(self.left.terms(windows), self.right.terms(windows)))

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        left, right = self.left.amounts(windows, dimension), self.right.amounts(windows, dimension)
        return None if left is None or right is None else combined(left, right)


@dataclass(frozen=True)
class Difference(_Binary):
    """left - right."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        sides = self._sides(facts, window)
        return sides if isinstance(sides, Outcome) else known(sides[0] - sides[1])

    def formula(self) -> str:
        return f"{self.left.formula()} − {bracketed(self.right)}"

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        right = (term.times(Fraction(-1)) for term in self.right.terms(windows))
        return merged(chain(self.left.terms(windows), right))

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        left, right = self.left.amounts(windows, dimension), self.right.amounts(windows, dimension)
        return None if left is None or right is None else combined(left, negated(right))


@dataclass(frozen=True)
class Quotient(_Binary):
    """left / right, of the sums over the window; no value where the denominator is not positive."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        sides = self._sides(facts, window)
        if isinstance(sides, Outcome):
            return sides
        numerator, denominator = sides
        if denominator <= 0:
            return unknown(f"{self.right.formula()} {'is negative' if denominator < 0 else 'is zero'} in these days")
        return known(numerator / denominator)

    def formula(self) -> str:
        return f"{bracketed(self.left)} ÷ {bracketed(self.right)}"

    @property
    def is_mean(self) -> bool:
        return self.left.sources() == self.right.sources()

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        by_left, by_right = self._factors(windows)
        left = (term.times(by_left) for term in self.left.terms(windows))
        return merged(chain(left, (term.times(by_right) for term in self.right.terms(windows))))

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        tops, bottoms = self.left.amounts(windows, dimension), self.right.amounts(windows, dimension)
        if tops is not None and bottoms is not None:
            return rates_and_mix(tops, bottoms, said, weight_of(self.right))
        left = self.left.shares(windows, dimension, said)
        right = self.right.shares(windows, dimension, said)
        if left is None or right is None:
            return None
        by_left, by_right = self._factors(windows)
        return (*(share.times(by_left) for share in left), *(share.times(by_right) for share in right))

    def _factors(self, windows: Windows) -> tuple[Fraction, Fraction]:
        sides = amount_of(self.left, windows), amount_of(self.right, windows)
        return ratio_factors(*sides, self.formula())


def bracketed(expression: Expression) -> str:
    """The expression in words, in brackets where signs about it would be misread."""
    text = expression.formula()
    return f"({text})" if isinstance(expression, _Binary) else text


def unique(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts in their order, each once."""
    return tuple(dict.fromkeys(texts))


def weight_of(denominator: Expression) -> str:
    """What the weight of a group is, in words."""
    return "weight" if isinstance(denominator, _Binary) else f"share of {denominator.formula()}"

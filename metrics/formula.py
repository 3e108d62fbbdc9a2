"""The algebra that metrics are written in: expressions over measures, evaluated on sums over the asked days.

One tree gives the value, each point of the series, each channel's value, the text of the formula, the inputs that
`explain` lists, and the sources that the number depends on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from metrics.answer import Input, Unit
from metrics.facts import Facts
from metrics.outcome import Outcome, known, unknown
from metrics.reader import Window
from store.measures import Measure, MeasureUnit


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

    def reach(self, window: Window) -> date:
        """Most expressions look at the window's own days."""
        return window.start


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


@dataclass(frozen=True)
class Difference(_Binary):
    """left - right."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        sides = self._sides(facts, window)
        return sides if isinstance(sides, Outcome) else known(sides[0] - sides[1])

    def formula(self) -> str:
        return f"{self.left.formula()} − {bracketed(self.right)}"


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


def bracketed(expression: Expression) -> str:
    """The expression in words, in brackets where signs about it would be misread."""
    text = expression.formula()
    return f"({text})" if isinstance(expression, _Binary) else text


def unique(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts in their order, each once."""
    return tuple(dict.fromkeys(texts))

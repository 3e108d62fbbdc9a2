"""Expressions over other days than the asked ones: the last closed month, the thirty days before the last thirty.

A frame turns a window into the days meant, by the window's last day alone: a point of a series is as of its day.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from metrics.answer import Absence, Input, Period
from metrics.answer.wording import day_text, period_text
from metrics.expression import Expression, term_of
from metrics.facts import Facts
from metrics.formula import Algebra, bracketed, unique
from metrics.outcome import Outcome, known, unknown
from metrics.periods import CalendarUnit, unit_bounds
from metrics.reader import Window
from metrics.why.terms import Amounts, Said, Share, Term, Windows, rates_and_mix, ratio_factors

_DAY = timedelta(days=1)


class Frame(Protocol):
    """Which days are meant, as of a window's end. Never later ones for an earlier end."""

    @property
    def words(self) -> str:
        """The days in words, as a formula names them."""

    def of(self, window: Window) -> Window:
        """The days as of the window's end, of the same channel."""


@dataclass(frozen=True)
class LastDays:
    """So many days up to the window's end, or up to so many days before it."""

    days: int
    ago: int = 0

    @property
    def words(self) -> str:
        return f"the {self.days} days before those" if self.ago else f"the last {self.days} days"

    def of(self, window: Window) -> Window:
        end = window.end - timedelta(days=self.ago)
        return Window(end - timedelta(days=self.days - 1), end, window.channel)


@dataclass(frozen=True)
class LastClosed:
    """The last whole week, month, quarter or year that has ended by the window's end, or so many before it.

    `count`: so many of them in a row, of which that is the last.
    """

    unit: CalendarUnit
    ago: int = 0
    count: int = 1

    @property
    def words(self) -> str:
        if self.count > 1:
            return f"the last {self.count} closed {self.unit}s"
        return f"the {self.unit} before that" if self.ago else f"the last closed {self.unit}"

    def of(self, window: Window) -> Window:
        start, _ = unit_bounds(self.unit, window.end + _DAY)
        for _ in range(self.ago + 1):
            start, end = unit_bounds(self.unit, start - _DAY)
        for _ in range(self.count - 1):
            start, _ = unit_bounds(self.unit, start - _DAY)
        return Window(start, end, window.channel)


@dataclass(frozen=True)
class Over(Algebra):
    """An expression over a frame's days in place of the asked ones; no value where they lie before the first row."""

    expression: Expression
    frame: Frame

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        framed = self.frame.of(window)
        if facts.begins is None or framed.start < facts.begins:
            begun = f"the data begins on {day_text(facts.begins)}" if facts.begins else "there is no data yet"
            return unknown(f"{begun}, and it takes {self.days(window)}", Absence.NO_DATA)
        outcome = self.expression.evaluate(facts, framed)
        return replace(outcome, reason=f"{outcome.reason} ({self.days(window)})") if outcome.reason else outcome

    def formula(self) -> str:
        return f"{bracketed(self.expression)} of {self.frame.words}"

    def sources(self) -> frozenset[str]:
        return self.expression.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        inputs = self.expression.inputs(facts, self.frame.of(window))
        return tuple(replace(each, label=f"{each.label}, {self.days(window)}") for each in inputs)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        return self.expression.notes(facts, self.frame.of(window))

    def reach(self, window: Window) -> date:
        return self.expression.reach(self.frame.of(window))

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        found = self.expression.terms(self._framed(windows))
        return tuple(replace(term, label=f"{term.label} of {self.frame.words}") for term in found)

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        return self.expression.amounts(self._framed(windows), dimension)

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        return self.expression.shares(self._framed(windows), dimension, said)

    def _framed(self, windows: Windows) -> Windows:
        return Windows(windows.facts, self.frame.of(windows.before), self.frame.of(windows.now))

    def days(self, window: Window) -> str:
        """The frame's days as of the window's end, in words."""
        framed = self.frame.of(window)
        return period_text(Period(framed.start, framed.end, ""))


@dataclass(frozen=True)
class Growth(Algebra):
    """now / before - 1; no value where the earlier one is not positive."""

    now: Over
    before: Over

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        before, now = self.before.evaluate(facts, window), self.now.evaluate(facts, window)
        if before.value is None or now.value is None:
            return before if before.value is None else now
        if before.value <= 0:
            is_what = "negative" if before.value < 0 else "zero"
            return unknown(f"{self.before.expression.formula()} was {is_what} in {self.before.days(window)}")
        # Subtracted before dividing: a growth near nothing keeps all its digits.
        return known((now.value - before.value) / before.value)

    def formula(self) -> str:
        return f"{self.now.formula()} ÷ the same of {self.before.frame.words} − 1"

    def sources(self) -> frozenset[str]:
        return self.now.sources() | self.before.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.now.inputs(facts, window) + self.before.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        compared = f"{self.now.days(window)} against {self.before.days(window)}."
        return unique((compared, *self.now.notes(facts, window), *self.before.notes(facts, window)))

    def reach(self, window: Window) -> date:
        return min(self.now.reach(window), self.before.reach(window))

    @property
    def is_mean(self) -> bool:
        return True

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """What it grew to and what it grew from: what moved those two is a question about them."""
        sides = term_of(self.now, windows), term_of(self.before, windows)
        by_now, by_before = ratio_factors(sides[0].amount, sides[1].amount, self.formula())
        return sides[0].times(by_now), sides[1].times(by_before)

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        now, before = self.now.amounts(windows, dimension), self.before.amounts(windows, dimension)
        if now is None or before is None:
            return None
        return rates_and_mix(now, before, said, f"share of {self.before.frame.words}")


def growth_between(expression: Expression, now: Frame, before: Frame) -> Growth:
    """How far an expression has grown from one frame's days to another's."""
    return Growth(Over(expression, now), Over(expression, before))

"""Expressions over subscriptions: recurring revenue as a stock, and how it moved between two days."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from metrics.answer import Input, Unit
from metrics.expression import Expression
from metrics.facts import Facts
from metrics.formula import Algebra, bracketed
from metrics.frames import Frame
from metrics.outcome import Outcome, known
from metrics.periods import CalendarUnit, unit_bounds
from metrics.reader import MrrMovements, Window
from metrics.why.terms import Amount, Said, Share, Term, Windows
from store.measures import Measure

_DAY = timedelta(days=1)
_ORDERS = frozenset({"orders"})
# In the list that leads from opening to closing these are taken away.
_LESS = frozenset({"mrr_contraction", "mrr_churned"})
_ENDS = frozenset({"opening", "closing"})
MOVEMENTS = tuple(field.name for field in fields(MrrMovements))


@dataclass(frozen=True)
class Mrr(Algebra):
    """Monthly recurring revenue of the window's last day: a stock is read, not summed (metrics.md, section 5)."""

    measure: Measure

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(facts.measure(self.measure.name, Window(window.end, window.end)))

    def formula(self) -> str:
        return "sum over active subscriptions of amount ÷ months billed"

    def sources(self) -> frozenset[str]:
        return _ORDERS

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        listed = (each for name in MOVEMENTS for each in MrrMovement(name).inputs(facts, window))
        return tuple(replace(each, label=f"less {each.label}") if each.name in _LESS else each for each in listed)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # its inputs have their days
        return ()

    def reach(self, window: Window) -> date:
        return window.start - _DAY

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """The movements from the one window's last day to the other's."""
        movements = windows.facts.mrr_movements(windows.before.end, windows.now.end)
        return tuple(_moved_by(name, getattr(movements, name)) for name in MOVEMENTS if name not in _ENDS)


@dataclass(frozen=True)
class MrrMovement(Algebra):
    """One of the movements of recurring revenue over the window; opening + movements = closing, always."""

    name: str

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(getattr(facts.mrr_movements(window.start - _DAY, window.end), self.name))

    def formula(self) -> str:
        return f"{self.name} MRR"

    def sources(self) -> frozenset[str]:
        return _ORDERS

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        value = self.evaluate(facts, window).value
        return (Input(f"mrr_{self.name}", self.formula(), value, Unit.MONEY, sources=tuple(self.sources())),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a sum speaks for itself
        return ()

    def reach(self, window: Window) -> date:
        return window.start - _DAY


@dataclass(frozen=True)
class Times(Algebra):
    """A fixed number of times an expression."""

    factor: Decimal
    expression: Expression

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        outcome = self.expression.evaluate(facts, window)
        return outcome if outcome.value is None else known(self.factor * outcome.value)

    def formula(self) -> str:
        return f"{self.factor:f} × {bracketed(self.expression)}"

    def sources(self) -> frozenset[str]:
        return self.expression.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.expression.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        return self.expression.notes(facts, window)

    def reach(self, window: Window) -> date:
        return self.expression.reach(window)

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        return tuple(term.times(Fraction(self.factor)) for term in self.expression.terms(windows))

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        shares = self.expression.shares(windows, dimension, said)
        return None if shares is None else tuple(share.times(Fraction(self.factor)) for share in shares)


@dataclass(frozen=True)
class LastDay:
    """The window's last day, or the same day of the month so many months before, clipped to that month's end."""

    months_ago: int = 0

    @property
    def words(self) -> str:
        if self.months_ago == 0:
            return "the last day"
        return "a month before" if self.months_ago == 1 else f"{self.months_ago} months before"

    def of(self, window: Window) -> Window:
        day, first = window.end, window.end.replace(day=1)
        for _ in range(self.months_ago):
            first = (first - _DAY).replace(day=1)
        _, last = unit_bounds(CalendarUnit.MONTH, first)
        day = min(first + timedelta(days=day.day - 1), last)
        return Window(day, day, window.channel)


@dataclass(frozen=True)
class EndOf:
    """The last day of another frame."""

    frame: Frame

    @property
    def words(self) -> str:
        return f"the end of {self.frame.words}"

    def of(self, window: Window) -> Window:
        end = self.frame.of(window).end
        return Window(end, end, window.channel)


def _moved_by(name: str, size: Decimal) -> Term:
    amount = Amount(None, -size if f"mrr_{name}" in _LESS else size)
    return Term(f"mrr_{name}", f"{name} MRR", Unit.MONEY, amount, amount.moved)

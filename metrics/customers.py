"""Expressions over the customers of a whole day, week or month: distinct people, who do not add up over several."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.answer import Grain, Input, Unit
from metrics.expression import CHANNEL, amount_of, by_member
from metrics.facts import Facts
from metrics.formula import Algebra
from metrics.outcome import Outcome, known, unknown
from metrics.reader import Window
from metrics.series import bucket_of
from metrics.why.terms import KIND, NEW, RETURNING, Amounts, Windows

_DAY = timedelta(days=1)
_ORDERS = frozenset({"orders"})
_NEW_AND_RETURNING = ("new_customers", "returning_customers")


@dataclass(frozen=True)
class CustomersIn(Algebra):
    """Customers of the day, week or month that the window is; of any other run of days there is no number.

    `counts`: the columns of customers_by_period that are added. `ago`: of so many days, weeks or months before.
    """

    counts: tuple[str, ...]
    label: str
    ago: int = 0

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        grain = grain_of_bucket(window)
        if grain is None:
            return unknown("customers do not add up over days: ask by day, week or month")
        bucket = self._bucket(grain, window)
        if facts.begins is None or bucket.end < facts.begins:
            return unknown(f"no orders are known of the {grain} before")
        return known(sum(facts.customers(name, grain, bucket) for name in self.counts))

    def formula(self) -> str:
        return self.label

    def sources(self) -> frozenset[str]:
        return _ORDERS

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        outcome = self.evaluate(facts, window)
        name = "_and_".join(self.counts)
        sources = tuple(self.sources())
        return (Input(name, self.label, outcome.value, Unit.COUNT, reason=outcome.reason, sources=sources),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a count speaks for itself
        return ()

    def reach(self, window: Window) -> date:
        return min(self._bucket(grain, window).start for grain in Grain)

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        if dimension == CHANNEL:
            return by_member(self, windows, windows.facts.channels)
        if dimension != KIND or self.counts != _NEW_AND_RETURNING:
            return None
        new, returning = (amount_of(replace(self, counts=(name,)), windows) for name in self.counts)
        return {NEW: new, RETURNING: returning}

    def _bucket(self, grain: Grain, window: Window) -> Window:
        start, end = bucket_of(window.start, grain)
        for _ in range(self.ago):
            start, end = bucket_of(start - _DAY, grain)
        return Window(start, end, window.channel)


def grain_of_bucket(window: Window) -> Grain | None:
    """What the window is the whole of; None where it is a run of days like any other."""
    return next((grain for grain in Grain if bucket_of(window.start, grain) == (window.start, window.end)), None)

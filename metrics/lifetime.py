"""Lifetime value by other methods than observing it: from margin and churn, or from a lifetime that finance assumes.

Both rest on the gross profit of a customer active in a month, of the last three closed months (metrics.md, section 6).
Where the field speaks of net revenue a customer times gross margin, that product is gross profit a customer.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.answer import Absence, Grain, Input, Unit
from metrics.cohort_months import next_month
from metrics.facts import Facts
from metrics.frames import LastClosed
from metrics.outcome import Outcome, known, unknown
from metrics.periods import CalendarUnit, unit_bounds
from metrics.ratio_of_inputs import RatioOfInputs
from metrics.reader import ZERO, Window

MONTHS = 3
FEWEST_ACTIVE = 50
_FRAME = LastClosed(CalendarUnit.MONTH, count=MONTHS)
_ORDERS = ("orders",)
_SOURCES = frozenset(_ORDERS)
_LOST, _ACTIVE = ("lost_customers",), ("new_customers", "returning_customers")


@dataclass(frozen=True)
class ProfitOfAMonth(RatioOfInputs):
    """Gross profit for each customer active in a month, over the last three closed months."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        reason = _unbegun(facts, window)
        if reason:
            return unknown(reason)
        active = _of_months(facts, window, "active")
        if active <= 0:
            return unknown(f"no customers were active in {_FRAME.words}")
        return known(_of_months(facts, window, "gross_profit") / active)

    def formula(self) -> str:
        return "gross profit a month ÷ customers active in it"

    def sources(self) -> frozenset[str]:
        return _SOURCES

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        profit, active = (_of_months(facts, window, name) for name in ("gross_profit", "active"))
        return (
            Input("gross_profit", f"gross profit, {_FRAME.words}", profit, Unit.MONEY, sources=("orders", "refunds")),
            Input("active", f"customers active, month by month, {_FRAME.words}", active, Unit.COUNT, sources=_ORDERS),
        )

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # its inputs name their months
        return ()

    def reach(self, window: Window) -> date:
        return _FRAME.of(window).start


@dataclass(frozen=True)
class MonthlyChurn(RatioOfInputs):
    """Customers lost in a month for each active in the month before, over the last three closed months."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        reason = _unbegun(facts, window, before=True)
        if reason:
            return unknown(reason)
        months = _months(window)
        fewest = min(_active_before(facts, month, window.channel) for month in months)
        if fewest < FEWEST_ACTIVE:
            return unknown(
                f"a month had {fewest:,} active customers, and it takes at least {FEWEST_ACTIVE}", Absence.TOO_SMALL
            )
        lost = self._lost(facts, window)
        if lost == 0:
            return unknown(f"no customer was lost in {_FRAME.words}, so a lifetime can't be told")
        return known(lost / self._active(facts, window))

    def formula(self) -> str:
        return "monthly customer churn"

    def sources(self) -> frozenset[str]:
        return _SOURCES

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        lost, before = self._lost(facts, window), self._active(facts, window)
        return (
            Input("lost", f"customers lost, {_FRAME.words}", lost, Unit.COUNT, sources=_ORDERS),
            Input("active_before", "customers active in the month before each", before, Unit.COUNT, sources=_ORDERS),
        )

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # its inputs name their months
        return ()

    def reach(self, window: Window) -> date:
        return _month_before(_FRAME.of(window).start).start

    def _lost(self, facts: Facts, window: Window) -> Decimal:
        return sum((_count(facts, _LOST, month, window.channel) for month in _months(window)), ZERO)

    def _active(self, facts: Facts, window: Window) -> Decimal:
        return sum((_active_before(facts, month, window.channel) for month in _months(window)), ZERO)


def _months(window: Window) -> list[Window]:
    framed = _FRAME.of(window)
    months, start = [], framed.start
    while start <= framed.end:
        months.append(_month_of(start))
        start = next_month(start)
    return months


def _of_months(facts: Facts, window: Window, name: str) -> Decimal:
    return sum((facts.month_activity(name, month.start, window.channel) for month in _months(window)), ZERO)


def _active_before(facts: Facts, month: Window, channel: str | None) -> Decimal:
    return _count(facts, _ACTIVE, _month_before(month.start), channel)


def _count(facts: Facts, names: tuple[str, ...], month: Window, channel: str | None) -> Decimal:
    window = Window(month.start, month.end, channel)
    return sum((facts.customers(name, Grain.MONTH, window) for name in names), ZERO)


def _unbegun(facts: Facts, window: Window, *, before: bool = False) -> str | None:
    first = _FRAME.of(window).start
    needed = _month_before(first).start if before else first
    if facts.begins is not None and facts.begins <= needed:
        return None
    return f"it takes {_FRAME.words}{' and the one before' if before else ''}, and the data begins later"


def _month_of(day: date) -> Window:
    return Window(*unit_bounds(CalendarUnit.MONTH, day))


def _month_before(day: date) -> Window:
    return _month_of(date.fromordinal(day.replace(day=1).toordinal() - 1))

"""Expressions over the customers of a first-order month, followed month by month after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from metrics.answer import Cohort, Input, Unit
from metrics.answer.wording import day_text
from metrics.facts import Facts
from metrics.outcome import Outcome, known, unknown
from metrics.periods import CalendarUnit, unit_bounds
from metrics.ratio_of_inputs import RatioOfInputs
from metrics.reader import ZERO, CohortMonth, Window
from metrics.why.terms import COHORT, Amount, Said, Share, Windows, rates_and_mix

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FollowedCohorts:
    """The cohorts of the months that begin in a window, with a number a customer of each month that has closed since.

    `name`: a column of cohorts_monthly: `active`, `revenue` (net) or `gross_profit`.
    """

    name: str

    def cohorts(self, facts: Facts, window: Window) -> tuple[Cohort, ...]:
        """The cohorts, the earliest first; one without customers is none."""
        return tuple(self._cohorts(facts, window))

    def _cohorts(self, facts: Facts, window: Window) -> Iterator[Cohort]:
        # A month that began before the window belongs to the period before: no cohort counts in two of them.
        month = window.start if window.start.day == 1 else next_month(window.start)
        while month <= window.end:
            customers = facts.cohort_month("customers", CohortMonth(month, 0), window.channel)
            if customers > 0:
                values = (
                    facts.cohort_month(self.name, CohortMonth(month, since), window.channel) / customers
                    for since in range(closed_months(month, facts.closed))
                )
                yield Cohort(month, int(customers), tuple(values))
            month = next_month(month)


@dataclass(frozen=True)
class InMonthAfter(RatioOfInputs):
    """A number a customer, in the month so many after the first order's, of the cohorts of the window for which that
    month has closed.
    """

    followed: FollowedCohorts
    since: int
    label: str
    unit: Unit

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        customers, total = self._sums(facts, window)
        if customers <= 0:
            return unknown(f"no customers' month +{self.since} has closed by {day_text(facts.closed)}")
        return known(total / customers)

    def formula(self) -> str:
        return f"{self.label} in month +{self.since} ÷ customers of the first-order months"

    def sources(self) -> frozenset[str]:
        return frozenset({"orders"} if self.followed.name == "active" else {"orders", "refunds"})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        customers, total = self._sums(facts, window)
        unit = Unit.COUNT if self.unit is Unit.FRACTION else self.unit
        sources = tuple(sorted(self.sources()))
        name = f"{self.followed.name}_month_{self.since}"
        return (
            Input(name, f"{self.label} in month +{self.since}", total, unit, sources=sources),
            Input(
                "cohort_customers", "customers of the first-order months", customers, Unit.COUNT, sources=("orders",)
            ),
        )

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        """Which first-order months count, where some are too young."""
        months = [cohort.month for cohort in self._grown(facts, window)]
        if not months or len(months) == len(self.followed.cohorts(facts, window)):
            return ()
        last = f"{months[-1]:%B} {months[-1].year}"
        return (f"First orders up to {last} count: month +{self.since} of later ones has not closed.",)

    def reach(self, window: Window) -> date:
        return unit_bounds(CalendarUnit.MONTH, window.start)[0]

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        """By channel, and by cohort: a month that is in one of the two windows alone came or went."""
        if dimension != COHORT:
            return super().shares(windows, dimension, said)
        before, now = (self._by_month(windows.facts, each) for each in (windows.before, windows.now))
        none = (None, None)
        both = {month: (before.get(month, none), now.get(month, none)) for month in sorted({*before, *now})}
        tops, bottoms = (
            {f"{month:%B} {month.year}": Amount(then[at], since[at]) for month, (then, since) in both.items()}
            for at in (0, 1)
        )
        return rates_and_mix(tops, bottoms, said, "share of customers")

    def _by_month(self, facts: Facts, window: Window) -> dict[date, tuple[Decimal, Decimal]]:
        """What each cohort that counts brings to the numerator and to the denominator."""
        months = [cohort.month for cohort in self._grown(facts, window)]
        return {month: self._of_month(facts, month, window.channel) for month in months}

    def _of_month(self, facts: Facts, month: date, channel: str | None) -> tuple[Decimal, Decimal]:
        total = facts.cohort_month(self.followed.name, CohortMonth(month, self.since), channel)
        return total, facts.cohort_month("customers", CohortMonth(month, 0), channel)

    def _grown(self, facts: Facts, window: Window) -> list[Cohort]:
        return [cohort for cohort in self.followed.cohorts(facts, window) if len(cohort.values) > self.since]

    def _sums(self, facts: Facts, window: Window) -> tuple[Decimal, Decimal]:
        found = self._by_month(facts, window).values()
        return sum((customers for _, customers in found), ZERO), sum((total for total, _ in found), ZERO)


def closed_months(month: date, closed: date) -> int:
    """How many calendar months from this one on have ended by the closed day."""
    first_open, _ = unit_bounds(CalendarUnit.MONTH, closed + _DAY)
    return max(0, (first_open.year - month.year) * 12 + first_open.month - month.month)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return unit_bounds(CalendarUnit.MONTH, month)[1] + _DAY

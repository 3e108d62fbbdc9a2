"""Expressions over customers followed from their first order: lifetime value, payback and retention.

LTV is observed, not modelled: for each age the latest customers who have lived through it (metrics.md, section 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import product

from metrics.answer import Absence, Cause, Input, Unit
from metrics.answer.wording import day_text
from metrics.expression import CHANNEL, amount_of
from metrics.facts import Facts
from metrics.formula import Algebra
from metrics.metric import Metric, Of
from metrics.outcome import Outcome, known, unknown
from metrics.ratio_of_inputs import RatioOfInputs
from metrics.reader import ACQUIRED_OVER_DAYS, BUCKET_DAYS, ZERO, Window
from metrics.why.terms import (
    Amount,
    Amounts,
    NotTakenApartError,
    Said,
    Share,
    Term,
    Windows,
    rates_and_mix,
)

FEWEST_CUSTOMERS = 20
_AGE_DIGITS = Decimal("1e-9")
_NONE_ACQUIRED = "no customers have lived through their first day"


@dataclass(frozen=True)
class AgeBucket:
    """Gross profit a customer at the ages up to `last_age` days, of the customers acquired in `first` .. `last`."""

    number: int
    customers: int
    first: date
    last: date
    value: Decimal

    @property
    def last_age(self) -> int:
        return BUCKET_DAYS * self.number


def lived_through(facts: Facts, window: Window, horizon_days: int) -> Iterator[AgeBucket]:
    """The age buckets up to the horizon as of the window's end; stops before the first with too few customers."""
    for number in range(horizon_days // BUCKET_DAYS + 1):
        last = facts.latest_acquisition(window.end - timedelta(days=BUCKET_DAYS * number), window.channel)
        if last is None:
            return
        acquired = Window(last - timedelta(days=ACQUIRED_OVER_DAYS - 1), last, window.channel)
        customers = facts.cohort("customers", number, acquired)
        if customers < FEWEST_CUSTOMERS:
            return
        profit = facts.cohort("gross_profit", number, acquired)
        yield AgeBucket(number, int(customers), acquired.start, acquired.end, profit / customers)


@dataclass(frozen=True)
class ObservedLtv(Algebra):
    """The sum over age buckets of gross profit a customer, up to the horizon, as of the window's end."""

    horizon_days: int = 360

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        buckets = tuple(lived_through(facts, window, self.horizon_days))
        if not buckets:
            return unknown(
                f"fewer than {FEWEST_CUSTOMERS} customers were acquired lately enough to follow", Absence.TOO_SMALL
            )
        return known(sum((bucket.value for bucket in buckets), ZERO))

    def formula(self) -> str:
        return (
            f"sum over ages up to {self.horizon_days} days of gross profit ÷ customers who have lived through the age"
        )

    def sources(self) -> frozenset[str]:
        return frozenset({"orders"})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return tuple(
            Input(
                f"ltv_bucket_{bucket.number}",
                f"{_ages(bucket)} ({bucket.customers:,} customers acquired "
                f"{day_text(bucket.first)} – {day_text(bucket.last)})",
                bucket.value,
                Unit.MONEY,
                sources=("orders", "refunds"),
            )
            for bucket in lived_through(facts, window, self.horizon_days)
        )

    def shortfall(self, facts: Facts, window: Window) -> str | None:
        buckets = tuple(lived_through(facts, window, self.horizon_days))
        if not buckets or buckets[-1].last_age >= self.horizon_days:
            return None
        return f"first {buckets[-1].last_age} days"

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        short = self.shortfall(facts, window)
        missing = f"fewer than {FEWEST_CUSTOMERS} customers have lived through the next {BUCKET_DAYS}"
        return (f"LTV over the {short}: {missing}.",) if short else ()

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """What a customer brought at each age."""
        return tuple(_at_age(before, now) for before, now in self._both(windows))

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        """By channel, over all ages: what its customers bring, and how many of the customers are its."""
        if dimension != CHANNEL:
            return None
        found: dict[tuple[str, Cause], Share] = {}
        for before, now in self._both(windows):
            tops, bottoms = (_of_bucket(windows, name, before, now) for name in ("gross_profit", "customers"))
            for share in rates_and_mix(tops, bottoms, said, "share of customers"):
                key = (share.member, share.cause)
                moved = share.moved + (found[key].moved if key in found else 0)
                # Each age has customers of its own, so there is no one rate and no one weight to show.
                found[key] = replace(share, moved=moved, amount=None)
        return tuple(found.values())

    def _both(self, windows: Windows) -> list[tuple[AgeBucket, AgeBucket]]:
        """Each age in the two windows. Raises NotTakenApartError where they do not reach equally far."""
        before, now = (
            tuple(lived_through(windows.facts, each, self.horizon_days)) for each in (windows.before, windows.now)
        )
        if len(before) != len(now) or not now:
            raise NotTakenApartError("customers have not been followed equally far in the two periods")
        return list(zip(before, now, strict=True))


def _at_age(before: AgeBucket, now: AgeBucket) -> Term:
    amount = Amount(before.value, now.value)
    label = f"{_ages(now)}, gross profit a customer"
    return Term(f"ltv_bucket_{now.number}", label, Unit.MONEY, amount, amount.moved)


def _of_bucket(windows: Windows, name: str, before: AgeBucket, now: AgeBucket) -> Amounts:
    """A column of an age, of the customers of each channel whom the age is of."""
    facts, number = windows.facts, now.number
    return {
        channel: Amount(
            *(facts.cohort(name, number, Window(each.first, each.last, channel)) for each in (before, now)),
        )
        for channel in facts.channels
    }


def _ages(bucket: AgeBucket) -> str:
    if bucket.number == 0:
        return "first day"
    return f"ages {bucket.last_age - BUCKET_DAYS + 1}–{bucket.last_age} days"


@dataclass(frozen=True)
class Payback(Algebra):
    """The first age in days, rounded up, at which the cumulative LTV curve (linear inside a bucket) reaches the CAC."""

    cac: Metric
    horizon_days: int = 360

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        cost = self.cac.evaluate(facts, window)
        return cost if cost.value is None else self._reached(cost.value, facts, window)

    def _reached(self, cost: Decimal, facts: Facts, window: Window) -> Outcome:
        """The age at which the curve of the window reaches a cost."""
        earned = ZERO
        covered = None
        for bucket in lived_through(facts, window, self.horizon_days):
            if earned + bucket.value >= cost:
                return known(_age_of_reaching(cost, earned, bucket))
            earned += bucket.value
            covered = bucket.last_age
        if covered is None:
            return unknown(_NONE_ACQUIRED)
        return unknown(f"customers do not pay back their cost within {covered} days")

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """The cost, and what customers bring by age: the mean over both orders in which the two can move."""
        ages = self._ages_of_both(windows)
        by_cost = (ages[1, 0] - ages[0, 0] + ages[1, 1] - ages[0, 1]) / 2
        whole = ages[1, 1] - ages[0, 0]
        cost = amount_of(Of(self.cac), windows)
        factor = by_cost / cost.moved if cost.moved else Fraction(0)
        of_cost = (term.times(factor) for term in Of(self.cac).terms(windows))
        worth = amount_of(ObservedLtv(self.horizon_days), windows)
        curve = Term("ltv", "gross profit a customer, by age", Unit.MONEY, worth, whole - by_cost)
        return (*of_cost, curve)

    def _ages_of_both(self, windows: Windows) -> dict[tuple[int, int], Fraction]:
        """The age at which the curve of one window (second) reaches the cost of one (first); 0 is before, 1 now."""
        both = (windows.before, windows.now)
        costs = [self.cac.evaluate(windows.facts, each).value for each in both]
        found = {}
        for one, other in product((0, 1), (0, 1)):
            cost = costs[one]
            age = None if cost is None else self._reached(cost, windows.facts, both[other]).value
            if age is None:
                raise NotTakenApartError("customers of one period would not pay back the cost of the other")
            found[one, other] = Fraction(age)
        return found

    def formula(self) -> str:
        return "first age at which cumulative gross profit a customer reaches CAC"

    def sources(self) -> frozenset[str]:
        return self.cac.expression.sources() | {"orders"}

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return Of(self.cac).inputs(facts, window) + ObservedLtv(self.horizon_days).inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # the value says its own age
        return ()


def _age_of_reaching(cost: Decimal, earned: Decimal, bucket: AgeBucket) -> Decimal:
    if bucket.number == 0:
        return ZERO
    age = bucket.last_age - BUCKET_DAYS + BUCKET_DAYS * (cost - earned) / bucket.value
    # Averages carry the last digit's rounding: an age of 5.000…01 days is the fifth day, not the sixth.
    return age.quantize(_AGE_DIGITS).to_integral_value(rounding=ROUND_CEILING)


@dataclass(frozen=True)
class Returned(RatioOfInputs):
    """The share of the customers acquired in the window with another order on local days first+1 .. first+N.

    With `since`, on day first+N or later.
    """

    within_days: int
    since: bool = False

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        customers = facts.returned("customers", window)
        if customers <= 0:
            return unknown("no customers were acquired in these days")
        return known(facts.returned(self._column, window) / customers)

    def formula(self) -> str:
        when = f"on or after day {self.within_days}" if self.since else f"within {self.within_days} days"
        return f"customers with another order {when} ÷ customers acquired"

    def sources(self) -> frozenset[str]:
        return frozenset({"orders"})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        names = (
            (self._column, self.formula().partition(" ÷ ")[0]),
            ("customers", "customers acquired"),
        )
        return tuple(
            Input(name, label, facts.returned(name, window), Unit.COUNT, sources=("orders",)) for name, label in names
        )

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a share speaks for itself
        return ()

    @property
    def _column(self) -> str:
        return f"{'since' if self.since else 'within'}_{self.within_days}"


@dataclass(frozen=True)
class Acquired(Algebra):
    """The customers whose first order lies in the window."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(facts.returned("customers", window))

    def formula(self) -> str:
        return "customers acquired"

    def sources(self) -> frozenset[str]:
        return frozenset({"orders"})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        value = facts.returned("customers", window)
        return (Input("customers", self.formula(), value, Unit.COUNT, sources=("orders",)),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a count speaks for itself
        return ()

"""Expressions over customers followed from their first order: lifetime value, payback and retention.

LTV is observed, not modelled: for each age the latest customers who have lived through it (metrics.md, section 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from metrics.answer import Absence, Input, Unit
from metrics.answer.wording import day_text
from metrics.facts import Facts
from metrics.formula import Algebra
from metrics.metric import Metric, Of
from metrics.outcome import Outcome, known, unknown
from metrics.reader import ACQUIRED_OVER_DAYS, BUCKET_DAYS, ZERO, Window

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
        if cost.value is None:
            return cost
        earned = ZERO
        covered = None
        for bucket in lived_through(facts, window, self.horizon_days):
            if earned + bucket.value >= cost.value:
                return known(_age_of_reaching(cost.value, earned, bucket))
            earned += bucket.value
            covered = bucket.last_age
        if covered is None:
            return unknown(_NONE_ACQUIRED)
        return unknown(f"customers do not pay back their cost within {covered} days")

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
class Returned(Algebra):
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

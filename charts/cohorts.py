"""Cohorts before they are drawn: their mean, weighted by customers, and how many months they reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.answer import Answer, Cohort, Unit

NO_COHORTS = "No cohort has a closed month."


@dataclass(frozen=True)
class Ages:
    """Cohorts from the first month that says something: in month 0 a share of those who came is all of them."""

    first: int
    cohorts: tuple[Cohort, ...]

    @property
    def count(self) -> int:
        """How many months there are until the last one that a cohort has closed."""
        closed = (i + 1 for cohort in self.cohorts for i, value in enumerate(cohort.values) if value is not None)
        return max(closed, default=0)

    @property
    def names(self) -> list[str]:
        """The months as an axis names them: "+1", "+2"."""
        return [f"+{self.first + index}" for index in range(self.count)]


def ages_of(answer: Answer) -> Ages:
    """The cohorts of an answer."""
    is_trivial = answer.unit is Unit.FRACTION and all(_at(cohort, 0) in {None, 1} for cohort in answer.cohorts)
    later = tuple(replace(cohort, values=cohort.values[1:]) for cohort in answer.cohorts)
    return Ages(1, later) if is_trivial and values_of_cohorts(later) else Ages(0, answer.cohorts)


def weighted_mean(cohorts: Sequence[Cohort]) -> tuple[Decimal | None, ...]:
    """The mean of each month over the cohorts that have closed it, each as heavy as its customers."""
    longest = max((len(cohort.values) for cohort in cohorts), default=0)
    return tuple(_mean_of(cohorts, month) for month in range(longest))


def values_of_cohorts(cohorts: Sequence[Cohort]) -> list[Decimal]:
    """Every value that a cohort has."""
    return [value for cohort in cohorts for value in cohort.values if value is not None]


def month_name(month: date) -> str:
    """A cohort's name: "Nov 2026"."""
    return f"{month:%b} {month.year}"


def _mean_of(cohorts: Sequence[Cohort], month: int) -> Decimal | None:
    closed = [(cohort.customers, value) for cohort in cohorts if (value := _at(cohort, month)) is not None]
    customers = sum(size for size, _ in closed)
    return sum((size * value for size, value in closed), Decimal(0)) / customers if customers else None


def _at(cohort: Cohort, month: int) -> Decimal | None:
    return cohort.values[month] if month < len(cohort.values) else None

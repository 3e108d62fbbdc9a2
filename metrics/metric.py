"""A metric: a declaration of what a number means, how it is judged and how it is best shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Protocol

from metrics.answer import Absence, ChartKind, Cohort, Comparison, Direction, Grain, Input, Levels, Sample, Target, Unit
from metrics.expression import Expression
from metrics.facts import Facts
from metrics.formula import Algebra, unique
from metrics.outcome import Outcome, unknown
from metrics.periods import DEFAULT_PERIOD, CalendarUnit, PeriodSpec, ToDate
from metrics.reader import Window
from metrics.why.terms import Amounts, Said, Share, Term, Windows


class Need(Protocol):
    """A condition without which a metric has no value."""

    @property
    def words(self) -> str:
        """What it takes: "at least 20 new customers"."""

    @property
    def absence(self) -> Absence:
        """What kind of reason it is for no value."""

    def unmet(self, facts: Facts, window: Window) -> str | None:
        """Why the metric has no value here; None where the condition holds."""

    def sample(self, facts: Facts, window: Window) -> Sample | None:
        """The sample that the condition speaks of, where it speaks of one."""


class CohortValue(Protocol):
    """What is followed of each cohort, month by month."""

    def cohorts(self, facts: Facts, window: Window) -> tuple[Cohort, ...]:
        """The cohorts whose first-order month begins in the window, the earliest first."""


NO_LEVELS = Levels()


@dataclass(frozen=True)
class AtLeast:
    """The window must hold so many of something."""

    size: int
    of: Expression
    absence: ClassVar[Absence] = Absence.TOO_SMALL

    @property
    def words(self) -> str:
        return f"at least {self.size} {self.of.formula()}"

    def unmet(self, facts: Facts, window: Window) -> str | None:
        sample = self.sample(facts, window)
        if sample.size >= self.size:
            return None
        return f"there are {sample.size:,} {sample.of} in these days, and it takes at least {self.size}"

    def sample(self, facts: Facts, window: Window) -> Sample:
        outcome = self.of.evaluate(facts, window)
        return Sample(int(outcome.value or 0), self.of.formula(), self.size)


@dataclass(frozen=True)
class MoreThanZero:
    """Zero is more likely missing than true, so it is no value until a certificate says otherwise."""

    of: Expression
    absence: ClassVar[Absence] = Absence.NO_DATA

    @property
    def words(self) -> str:
        return f"some {self.of.formula()}"

    def unmet(self, facts: Facts, window: Window) -> str | None:
        outcome = self.of.evaluate(facts, window)
        if outcome.value:
            return None
        return outcome.reason or f"no {self.of.formula()} is recorded in these days"

    def sample(self, facts: Facts, window: Window) -> Sample | None:  # noqa: ARG002  # it speaks of none
        return None


@dataclass(frozen=True)
class Metric:
    """What a number means. `name` is what people type; the first file to touch for a new metric, and the last.

    `trailing_days`: each point of the series is the value over so many days ending there. `matures_after`: the
    value speaks of customers acquired at least so many days ago, and a relative period is shifted back to end with
    them. `dimensions`: what it can be broken down by; nothing, where anything in it is the company's as a whole.
    `parts`: expressions that belong together, shown as the breakdown unless another is asked for. `marked_without`:
    sources whose absence does not withhold the number but is said beside it. `bare_title`: the title without what
    it promises, for a value that falls short of it. `default_period`: where none is asked for. `grain`: how far
    apart its points always lie. `trend_months`: its points are of so many months, however short the period is.
    `whole_buckets`: a point is of a whole day, week or month, never of a part of one; with `of_last_bucket` so is
    the headline, of the last closed one. `series_expression`: what the points are of, where that is not the
    headline's. `cohort_value`: what the table of its cohorts shows. `alternatives`: how others define the same
    number, in sentences.
    """

    name: str
    title: str
    doc: str
    unit: Unit
    expression: Expression
    direction: Direction = Direction.NEUTRAL
    chart: ChartKind = ChartKind.LINE
    aliases: tuple[str, ...] = ()
    target: Target | None = None
    levels: Levels = NO_LEVELS
    needs: tuple[Need, ...] = ()
    trailing_days: int | None = None
    matures_after: int | None = None
    parts: tuple[tuple[str, Expression], ...] = ()
    parts_dimension: str | None = None
    dimensions: tuple[str, ...] = ("channel",)
    default_by: str | None = None
    marked_without: frozenset[str] = frozenset()
    bare_title: str | None = None
    default_period: PeriodSpec = DEFAULT_PERIOD
    grain: Grain | None = None
    trend_months: int | None = None
    whole_buckets: bool = False
    of_last_bucket: bool = False
    series_expression: Expression | None = None
    cohort_value: CohortValue | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source table that goes into it, also those whose absence does not withhold it."""
        return tuple(sorted(self.expression.sources() | self.marked_without))

    @property
    def said(self) -> Said:
        """What it is called, and its unit."""
        return Said(self.title, self.unit)

    def title_over(self, shortfall: str | None) -> str:
        """The title of a value that covers only so much."""
        return f"{self.bare_title or self.title} ({shortfall})" if shortfall else self.title

    @property
    def points_expression(self) -> Expression:
        """What the points of its series are of."""
        return self.series_expression or self.expression

    def period_against(self, versus: Comparison) -> PeriodSpec:
        """Where none is asked for: a forecast is of months, and what can be seen of one is so far that of this one."""
        if versus is Comparison.FORECAST and not self.whole_buckets:
            return ToDate(CalendarUnit.MONTH)
        return self.default_period

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        """The metric's value over a window, or why there is none."""
        return guarded(self.needs, self.expression, facts, window)

    def reach(self, window: Window) -> date:
        """The first day that the value over the window, or any part of it, looks at."""
        all_of_it = (self.expression, self.points_expression, *(part for _, part in self.parts))
        return min(each.reach(window) for each in all_of_it)


def guarded(needs: Sequence[Need], expression: Expression, facts: Facts, window: Window) -> Outcome:
    """The expression's outcome where every need is met, else the first reason."""
    for need in needs:
        reason = need.unmet(facts, window)
        if reason:
            return unknown(reason, need.absence)
    return expression.evaluate(facts, window)


@dataclass(frozen=True)
class Of(Algebra):
    """Another metric inside a formula, with that metric's own needs."""

    metric: Metric

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return self.metric.evaluate(facts, window)

    def formula(self) -> str:
        return self.metric.title

    def sources(self) -> frozenset[str]:
        return self.metric.expression.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        outcome = self.evaluate(facts, window)
        return (
            Input(
                self.metric.name,
                self.metric.title,
                outcome.value,
                self.metric.unit,
                formula=self.metric.expression.formula(),
                reason=outcome.reason,
                sources=self.metric.sources,
                inputs=self.metric.expression.inputs(facts, window),
            ),
        )

    def shortfall(self, facts: Facts, window: Window) -> str | None:
        return self.metric.expression.shortfall(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        return unique(self.metric.expression.notes(facts, window))

    def reach(self, window: Window) -> date:
        return self.metric.expression.reach(window)

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        return tuple(replace(term, group=self.metric.title) for term in self.metric.expression.terms(windows))

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        return self.metric.expression.amounts(windows, dimension)

    def shares(self, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:  # noqa: ARG002  # its own
        shares = self.metric.expression.shares(windows, dimension, self.metric.said)
        return None if shares is None else tuple(replace(share, group=self.metric.title) for share in shares)

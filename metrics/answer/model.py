"""An Answer: everything that a surface needs to show one number, and nothing that it would have to compute.

Slack messages, charts, the command line and (later) digests, alerts and exports are all drawn from this one object, so
a number cannot differ between them. Of the rest of kpibot this package knows only what is read of an experiment.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from metrics.answer.forecast import AgainstForecast
from metrics.answer.kinds import Absence, ChartKind, Comparison, Direction, Grain, Status, Unit
from metrics.answer.outlook import Outlook
from metrics.answer.parts import (
    Annotation,
    Change,
    Cohort,
    Freshness,
    Input,
    Levels,
    Part,
    Period,
    Point,
    Sample,
    Snapshot,
    Target,
    Usual,
)
from metrics.answer.why import Why
from metrics.experiments.model import Reading


@dataclass(frozen=True)
class Answer:
    """One number and all that a person may want to know about it.

    `value` is None exactly where `reason` says, in words, why there is none, and `absence` what kind of reason it is.
    `shortfall`: how far the value reaches, where that is not as far as the metric promises. `series` and `breakdown`
    are in the metric's unit. `previous` is the value of `previous_period`, or of the target or the forecast where that
    is the comparison; `change` is None where its base is zero or negative. `previous_series` has the points of
    `previous_period` in their order, to be drawn behind `series`. `usual`: of the days of `series` that have it, where
    that is the comparison, or another band that `band` names. `zero`: what a line at zero is called, where it is more
    than a number. `alternatives`: how others define the same number, in sentences. `period_words`: what to type for the
    period, such that it moves on with the days where it was asked so. `has_forecast`: finance expects something of the
    metric; `forecast`: its months, where that is the comparison. `outlook`: the days to come, where the answer is of
    them. `why`: what moved the number since `previous`, where that was asked.
    """

    metric: str
    title: str
    unit: Unit
    currency: str
    direction: Direction
    chart: ChartKind
    definition: str
    doc: str
    period: Period
    value: Decimal | None
    reason: str | None = None
    absence: Absence | None = None
    shortfall: str | None = None
    period_words: str = ""
    comparison: Comparison = Comparison.PREVIOUS
    previous_period: Period | None = None
    previous: Decimal | None = None
    change: Change | None = None
    target: Target | None = None
    levels: Levels = field(default_factory=Levels)
    status: Status = Status.NONE
    grain: Grain = Grain.DAY
    trailing_days: int | None = None
    series: tuple[Point, ...] = ()
    previous_series: tuple[Point, ...] = ()
    usual: tuple[Usual, ...] = ()
    band: str = "what is usual"
    zero: str = ""
    annotations: tuple[Annotation, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    dimension: str | None = None
    breakdown: tuple[Part, ...] = ()
    inputs: tuple[Input, ...] = ()
    alternatives: tuple[str, ...] = ()
    sample: Sample | None = None
    freshness: Freshness | None = None
    snapshot: Snapshot | None = None
    notes: tuple[str, ...] = ()
    has_forecast: bool = False
    forecast: AgainstForecast | None = None
    outlook: Outlook | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Dashboard:
    """Several answers of one snapshot on one page: the headline numbers, and below them rows of panels.

    `experiments`: what was read of each, where the page is of experiments.
    """

    name: str
    title: str
    period: Period
    headlines: tuple[Answer, ...]
    rows: tuple[tuple[Answer, ...], ...]
    snapshot: Snapshot | None = None
    freshness: Freshness | None = None
    notes: tuple[str, ...] = ()
    experiments: tuple[Reading, ...] = ()

"""A Question: what is asked, before anything is looked up."""

from dataclasses import dataclass, field
from datetime import date

from metrics.answer import Comparison, Grain
from metrics.periods import DEFAULT_PERIOD, PeriodSpec

__all__ = ["DEFAULT_PERIOD", "Question"]


@dataclass(frozen=True)
class Question:
    """One metric over one period. `by`: a dimension to break it down by. `grain`: how far apart its points lie, where
    that is asked for. `versus`: what it is compared with. `as_of`: the latest day that may count.
    """

    metric: str
    period: PeriodSpec = field(default=DEFAULT_PERIOD)
    by: str | None = None
    grain: Grain | None = None
    versus: Comparison = Comparison.PREVIOUS
    as_of: date | None = None

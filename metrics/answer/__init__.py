"""The Answer, and the words for its values: what every surface is drawn from."""

from metrics.answer.forecast import AgainstForecast, Landing, PlannedMonth, Variance
from metrics.answer.kinds import Absence, ChangeKind, ChartKind, Comparison, Direction, Grain, Status, Unit
from metrics.answer.model import Answer, Dashboard
from metrics.answer.outlook import Backtest, Outlook, OutlookDay, Range
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
from metrics.answer.why import Cause, Step, Steps, Why

__all__ = [
    "Absence",
    "AgainstForecast",
    "Annotation",
    "Answer",
    "Backtest",
    "Cause",
    "Change",
    "ChangeKind",
    "ChartKind",
    "Cohort",
    "Comparison",
    "Dashboard",
    "Direction",
    "Freshness",
    "Grain",
    "Input",
    "Landing",
    "Levels",
    "Outlook",
    "OutlookDay",
    "Part",
    "Period",
    "PlannedMonth",
    "Point",
    "Range",
    "Sample",
    "Snapshot",
    "Status",
    "Step",
    "Steps",
    "Target",
    "Unit",
    "Usual",
    "Variance",
    "Why",
]

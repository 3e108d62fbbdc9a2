"""Which kinds of chart suit an answer, and what is drawn in the place of one that doesn't. Light to import."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from charts.adding_up import are_shares, are_stackable
from charts.cohorts import values_of_cohorts
from charts.series import values_of
from metrics.answer import Answer, ChartKind


def fits(answer: Answer, chart: ChartKind) -> bool:
    """Whether this kind of chart can show the answer; a menu offers those that can."""
    return _NEEDS[chart](answer)


def settled(answer: Answer) -> Answer:
    """The answer with a chart that can show it: its own, else lines for parts that have a series, else bars."""
    if fits(answer, answer.chart) or answer.chart in _SAY_SO:
        return answer
    if answer.chart is ChartKind.STACKED_BAR and any(values_of(part.series) for part in answer.breakdown):
        return replace(answer, chart=ChartKind.LINE)
    return _in_bars(answer)


def _always(answer: Answer) -> bool:
    return answer is not None


def _has_cohorts(answer: Answer) -> bool:
    return bool(values_of_cohorts(answer.cohorts))


def _has_forecast(answer: Answer) -> bool:
    return answer.forecast is not None


def _has_outlook(answer: Answer) -> bool:
    return answer.outlook is not None


def _has_steps(answer: Answer) -> bool:
    return answer.why is not None


def _has_intervals(answer: Answer) -> bool:
    return any(part.interval for part in answer.breakdown)


def _in_bars(answer: Answer) -> Answer:
    """Lying bars of the parts where they have values, else upright ones of the series."""
    parts = tuple(replace(part, series=()) for part in answer.breakdown if part.value is not None or part.reason)
    return replace(answer, chart=ChartKind.BAR, breakdown=parts)


# The kinds that say themselves that there is nothing to draw: bars of the same answer would show something else.
_SAY_SO = frozenset({ChartKind.COHORT_CURVES, ChartKind.HEAT_MAP})
_NEEDS: Mapping[ChartKind, Callable[[Answer], bool]] = MappingProxyType(
    {
        ChartKind.LINE: _always,
        ChartKind.BAR: _always,
        ChartKind.GAUGE: _always,
        ChartKind.STACKED_BAR: are_stackable,
        ChartKind.COHORT_CURVES: _has_cohorts,
        ChartKind.HEAT_MAP: _has_cohorts,
        ChartKind.NUMBER: _always,
        ChartKind.TABLE: _always,
        ChartKind.PIE: are_shares,
        ChartKind.FORECAST: _has_forecast,
        ChartKind.OUTLOOK: _has_outlook,
        ChartKind.WATERFALL: _has_steps,
        ChartKind.INTERVALS: _has_intervals,
    }
)

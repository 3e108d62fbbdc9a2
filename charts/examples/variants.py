"""What may become of an answer: each kind of chart has to stand all of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from charts.examples.bars import orders
from charts.examples.cohorts import retention_by_cohort
from charts.examples.forecasts import revenue_against_forecast
from charts.examples.gauges import ltv_to_cac
from charts.examples.intervals import lifts
from charts.examples.lines import revenue
from charts.examples.making import scaled
from charts.examples.numbers import cash
from charts.examples.outlooks import revenue_outlook
from charts.examples.pies import revenue_by_channel
from charts.examples.stacks import new_and_returning
from charts.examples.waterfalls import why_cac_rose
from metrics.answer import Answer, ChartKind, Why

LONG = "Contribution of every customer who ever came back to us after the campaign in the spring of the year before"


def usual_of(chart: ChartKind) -> Answer:
    """What this kind of chart shows on a usual day."""
    return replace(_USUAL[chart](), chart=chart)


def variants(answer: Answer) -> Mapping[str, Answer]:
    """The answer as it is, and as it would be on other days, by a name that says what has become of it."""
    return {
        "normal": answer,
        "empty": _empty(answer),
        "one point": _one_point(answer),
        "negative": scaled(answer, Decimal(-1)),
        "huge": scaled(answer, Decimal("1e9")),
        "tiny": scaled(answer, Decimal("1e-6")),
        "long labels": _long(answer),
    }


def _empty(answer: Answer) -> Answer:
    reason = "no orders have been imported yet"
    none = replace(answer, value=None, previous=None, change=None, reason=reason)
    return replace(none, series=(), previous_series=(), breakdown=(), cohorts=(), forecast=None, outlook=None, why=None)


def _one_point(answer: Answer) -> Answer:
    parts = tuple(replace(part, series=part.series[-1:]) for part in answer.breakdown[:1])
    cohorts = tuple(replace(cohort, values=cohort.values[:2]) for cohort in answer.cohorts[:1])
    forecast = replace(answer.forecast, months=answer.forecast.months[:1]) if answer.forecast else None
    outlook = replace(answer.outlook, days=answer.outlook.days[:1]) if answer.outlook else None
    why = _one_step(answer)
    one = replace(answer, why=why, series=answer.series[-1:], previous_series=(), forecast=forecast, outlook=outlook)
    return replace(one, breakdown=parts, cohorts=cohorts)


def _one_step(answer: Answer) -> Why | None:
    """All of the change in its first step."""
    if answer.why is None or answer.value is None or answer.previous is None:
        return None
    step = replace(answer.why.best.steps[0], effect=answer.value - answer.previous)
    return replace(answer.why, best=replace(answer.why.best, steps=(step,)))


def _long(answer: Answer) -> Answer:
    parts = tuple(replace(part, name=f"{part.name}: {LONG}") for part in answer.breakdown)
    if answer.why:
        steps = tuple(replace(step, member=f"{step.member}: {LONG}") for step in answer.why.best.steps)
        answer = replace(answer, why=replace(answer.why, best=replace(answer.why.best, steps=steps)))
    return replace(answer, title=LONG, breakdown=parts)


_USUAL: Mapping[ChartKind, Callable[[], Answer]] = {
    ChartKind.LINE: revenue,
    ChartKind.BAR: orders,
    ChartKind.GAUGE: ltv_to_cac,
    ChartKind.STACKED_BAR: new_and_returning,
    ChartKind.PIE: revenue_by_channel,
    ChartKind.NUMBER: cash,
    ChartKind.COHORT_CURVES: retention_by_cohort,
    ChartKind.HEAT_MAP: retention_by_cohort,
    ChartKind.TABLE: revenue_by_channel,
    ChartKind.FORECAST: revenue_against_forecast,
    ChartKind.INTERVALS: lifts,
    ChartKind.OUTLOOK: revenue_outlook,
    ChartKind.WATERFALL: why_cac_rose,
}

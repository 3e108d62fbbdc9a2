"""What an answer says where it is held against a forecast."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from metrics.answer import AgainstForecast, Period
from metrics.answer.wording import day_text, landing_text
from metrics.facts import Facts
from metrics.forecasting.against import Actuals, against_forecast
from metrics.forecasting.months import last_day, month_of, months_between
from metrics.forecasting.nature import Nature, nature_of
from metrics.forecasting.plan import Plan, plan_of
from metrics.forecasting.weekdays import EVEN, WEEKS, weekdays_of
from metrics.metric import Metric
from metrics.reader import Reader, Span, Window


@dataclass(frozen=True)
class Held:
    """The months against their forecast, what was expected of the asked days, and what must be said of it."""

    forecast: AgainstForecast | None = None
    expected: Decimal | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of a metric: its rows, from the first day on to the last closed one; and in which money."""

    reader: Reader
    begins: date | None
    closed: date
    currency: str


def held_against(metric: Metric, period: Period, value: Decimal | None, known: Known) -> Held:
    """A metric's value over a period against its forecast; over the open day against none: its hours are not known."""
    plan = plan_of(known.reader.plan(metric.name))
    if not plan.months:
        return Held(notes=(f"There is no forecast of {metric.title}: import one with kpibot import forecast FILE.",))
    first = max(period.start, date(period.end.year - 1, 1, 1))
    actuals = _actuals(metric, first, known)
    forecast = against_forecast(plan, actuals, first, period.end)
    if period.end > known.closed:
        return Held(forecast, notes=("Today is still open, and is not held against the forecast.",))
    expected = actuals.expected(plan, period.start, period.end)
    landing = [] if forecast.landing is None else [landing_text(forecast.landing, metric.unit, known.currency)]
    forecast = replace(forecast, variance=actuals.variance(value, expected))
    return Held(forecast, expected, (*_notes(metric, plan, actuals, period, expected), *landing))


def _actuals(metric: Metric, first: date, known: Known) -> Actuals:
    january = first.replace(month=1, day=1)
    start = january - timedelta(weeks=WEEKS)
    span = Span(metric.reach(Window(start, start)), max(known.closed, start))
    facts = Facts(known.reader, span, known.begins, known.closed)

    def over(start: date, end: date) -> Decimal | None:
        return metric.evaluate(facts, Window(start, end)).value

    nature = nature_of(metric.expression)
    return Actuals(
        nature,
        metric.unit,
        metric.direction,
        known.closed,
        known.begins,
        over,
        cache(lambda month: weekdays_of(month, known.begins, lambda day: over(day, day))),
        is_of_whole_months=metric.whole_buckets and nature is not Nature.SUM,
    )


def _notes(metric: Metric, plan: Plan, actuals: Actuals, period: Period, expected: Decimal | None) -> Iterator[str]:
    month, end = month_of(period.end), last_day(period.end)
    is_whole = period.start.day == 1 and period.end == end
    if expected is None:
        lacking = next((each for each in months_between(period.start, period.end) if each not in plan.base), None)
        yield (
            f"There is no forecast of {metric.title} for {lacking:%B} {lacking.year}."
            if lacking
            else f"A forecast of {metric.title} is of one month; these days lie in several."
        )
    elif actuals.nature is Nature.STOCK and period.end != end:
        yield f"The forecast is of {day_text(end)}."
    elif actuals.nature is Nature.AS_IT_IS and not is_whole:
        yield "The forecast is of the whole month."
    elif actuals.nature is Nature.SUM and not is_whole:
        alike = actuals.weekdays(month) == EVEN
        by = "all days alike" if alike else f"by what each weekday brought in the {WEEKS} weeks before the month"
        yield f"The forecast of these days is their part of the month's, {by}."

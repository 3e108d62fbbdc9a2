"""What examples are made of: series that are the same every time, and answers around them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import sin

from metrics.answer import (
    AgainstForecast,
    Answer,
    Change,
    ChangeKind,
    ChartKind,
    Direction,
    Freshness,
    Outlook,
    OutlookDay,
    Part,
    Period,
    Point,
    Range,
    Snapshot,
    Unit,
    Why,
)

END = date(2026, 11, 22)
MONTH = Period(date(2026, 10, 24), END, "last 30 days")
BEFORE = Period(date(2026, 9, 24), date(2026, 10, 23), "the 30 days before")
SNAPSHOT = Snapshot(118, datetime(2026, 11, 23, 6, 10, tzinfo=UTC))


def plain(metric: str, title: str, unit: Unit, chart: ChartKind, series: tuple[Point, ...]) -> Answer:
    """An answer of 30 days whose value is the last point, without anything to hold it against."""
    return Answer(
        metric=metric,
        title=title,
        unit=unit,
        currency="CAD",
        direction=Direction.UP_IS_GOOD,
        chart=chart,
        definition=metric,
        doc="",
        period=MONTH,
        value=series[-1].value,
        previous_period=BEFORE,
        series=series,
        freshness=Freshness(END, 0),
        snapshot=SNAPSHOT,
    )


def points(
    base: str, swing: str, count: int, *, last: str | None = None, whole: bool = False, phase: int = 0, step: int = 1
) -> tuple[Point, ...]:
    """A series that ends on the last day: a level, a wave of weeks and a slow one; the same every time."""
    steps = [sin(0.9 * i + phase) * 0.6 + sin(0.21 * i + phase) * 0.7 for i in range(count)]
    exact = Decimal(1) if whole else Decimal("0.0001")
    values = [(Decimal(base) + Decimal(swing) * Decimal(move)).quantize(exact) for move in steps]
    if last is not None:
        values[-1] = Decimal(last)
    return tuple(Point(END - timedelta(days=(count - 1 - i) * step), value) for i, value in enumerate(values))


def with_gaps(series: Sequence[Point], missing: Sequence[int]) -> tuple[Point, ...]:
    """The series without the values at some places."""
    return tuple(replace(point, value=None) if i in missing else point for i, point in enumerate(series))


def scaled(answer: Answer, factor: Decimal) -> Answer:
    """The answer with every amount in it multiplied, but for its target and levels."""
    return replace(
        answer,
        value=_times(answer.value, factor),
        previous=_times(answer.previous, factor),
        series=_all_times(answer.series, factor),
        previous_series=_all_times(answer.previous_series, factor),
        breakdown=tuple(_part_times(part, factor) for part in answer.breakdown),
        cohorts=tuple(
            replace(cohort, values=tuple(_times(value, factor) for value in cohort.values)) for cohort in answer.cohorts
        ),
        forecast=_forecast_times(answer.forecast, factor),
        outlook=_outlook_times(answer.outlook, factor),
        why=_why_times(answer.why, factor),
    )


def _part_times(part: Part, factor: Decimal) -> Part:
    interval = _range_times(part.interval, factor) if part.interval else None
    return replace(part, value=_times(part.value, factor), series=_all_times(part.series, factor), interval=interval)


def _forecast_times(forecast: AgainstForecast | None, factor: Decimal) -> AgainstForecast | None:
    if forecast is None:
        return None
    months = (
        replace(
            month,
            forecast=_times(month.forecast, factor),
            low=_times(month.low, factor),
            high=_times(month.high, factor),
            actual=_times(month.actual, factor),
            expected=_times(month.expected, factor),
        )
        for month in forecast.months
    )
    return AgainstForecast(tuple(months))


def _outlook_times(outlook: Outlook | None, factor: Decimal) -> Outlook | None:
    if outlook is None:
        return None
    days = (
        OutlookDay(day.day, day.value * factor, _range_times(day.range80, factor), _range_times(day.range95, factor))
        for day in outlook.days
    )
    return replace(outlook, days=tuple(days))


def _range_times(one: Range, factor: Decimal) -> Range:
    ends = sorted((one.low * factor, one.high * factor))
    return Range(*ends)


def _why_times(why: Why | None, factor: Decimal) -> Why | None:
    if why is None:
        return None
    steps = tuple(replace(step, effect=step.effect * factor) for step in why.best.steps)
    return replace(why, best=replace(why.best, steps=steps))


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _all_times(series: Sequence[Point], factor: Decimal) -> tuple[Point, ...]:
    return tuple(replace(point, value=_times(point.value, factor)) for point in series)


def without(answer: Answer, missing: Sequence[int]) -> Answer:
    """The answer without some points, nor what they added to it."""
    series = with_gaps(answer.series, missing)
    return replace(answer, series=series, value=total(series), previous=None, change=None)


def one_day(answer: Answer, index: int) -> Answer:
    """The answer for a day alone."""
    point = answer.series[index]
    day = Period(point.day, point.day, "yesterday")
    return replace(answer, series=(point,), value=point.value, period=day, previous=None, change=None)


def flat(answer: Answer, value: str) -> tuple[Point, ...]:
    """The answer's series with one value throughout."""
    return tuple(replace(point, value=Decimal(value)) for point in answer.series)


def total(series: Sequence[Point]) -> Decimal:
    """What the points add up to."""
    return sum((point.value for point in series if point.value is not None), Decimal(0))


def relative(value: str, previous: str) -> Change:
    """The change between two values that are written out."""
    return Change(Decimal(value) / Decimal(previous) - 1, ChangeKind.RELATIVE)

"""Which days an answer speaks of: the asked period, held to what is closed, mature and there at all."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.answer import Comparison, Grain, Period
from metrics.answer.wording import day_text, period_text
from metrics.metric import Metric
from metrics.periods import Between, Resolved, year_before
from metrics.reader import Span, Window
from metrics.series import bucket_of, last_bucket


@dataclass(frozen=True)
class Scope:
    """The days of the answer, what must be said of them, and, where they give no number, why."""

    resolved: Resolved
    reason: str | None = None
    notes: tuple[str, ...] = ()


def hold_to_closed(scope: Scope, closed: date, today: date, unloaded: str | None = None) -> Scope:
    """Days that are not closed take no part, unless the open day was asked for and nothing of it is `unloaded`."""
    period = scope.resolved.period
    if scope.resolved.is_open:
        return _hold_open_day(scope, closed, today, unloaded)
    if period.end <= closed:
        return scope
    if period.start > today:
        return replace(scope, reason=f"these days are still to come; the last closed one is {day_text(closed)}")
    if period.start > closed:
        return replace(scope, reason=f"these days are not closed; the last one that is, is {day_text(closed)}")
    clipped = Between(period.start, closed).resolve(closed, today)
    note = f"The days after {day_text(closed)} are not closed and take no part."
    return replace(scope, resolved=clipped, notes=(*scope.notes, note))


def _hold_open_day(scope: Scope, closed: date, today: date, unloaded: str | None) -> Scope:
    if closed < today - timedelta(days=1):
        return replace(scope, reason=f"the days since {day_text(closed)} are not in")
    if unloaded:
        return replace(scope, reason=unloaded)
    return replace(scope, notes=(*scope.notes, "Today is still open: this number will move."))


def hold_to_mature(scope: Scope, metric: Metric, closed: date, latest_acquired: date | None) -> Scope:
    """A number about customers of some age: a relative period moves back to the latest who have reached it."""
    if metric.matures_after is None or scope.reason:
        return scope
    days, resolved = metric.matures_after, scope.resolved
    if latest_acquired is None:
        return replace(scope, reason=f"no customer is {days} days old yet")
    if resolved.is_relative:
        return replace(scope, resolved=_moved_back(resolved, latest_acquired))
    mature = closed - timedelta(days=days)
    if resolved.period.start > mature:
        return replace(scope, reason=f"customers of these days are not {days} days old yet")
    if resolved.period.end <= mature:
        return scope
    clipped = Period(resolved.period.start, mature, resolved.period.label)
    note = f"Only customers acquired by {day_text(mature)} count: the later ones are not {days} days old."
    return replace(scope, resolved=replace(resolved, period=clipped), notes=(*scope.notes, note))


def compare_with(scope: Scope, versus: Comparison) -> Scope:
    """The period that the asked one is held against. The open day is held against none: no other had the same hours."""
    resolved = scope.resolved
    if versus is Comparison.PREVIOUS or resolved.is_open:
        return scope
    before = year_before(resolved.period) if versus is Comparison.LAST_YEAR else None
    return replace(scope, resolved=replace(resolved, previous=before))


def hold_to_data(scope: Scope, first: date | None) -> Scope:
    """Days before the first row are unknown, not zero, and so is a period before that reaches into them."""
    if first is None or scope.reason:
        return scope
    period, previous = scope.resolved.period, scope.resolved.previous
    if period.end < first:
        return replace(scope, reason=f"the data begins on {day_text(first)}")
    if previous is not None and previous.start < first:
        note = f"No comparison with {period_text(previous)}: the data begins on {day_text(first)}."
        scope = replace(scope, resolved=replace(scope.resolved, previous=None), notes=(*scope.notes, note))
    elif period.start < first:
        return replace(scope, notes=(*scope.notes, f"The data begins on {day_text(first)}."))
    return scope


def span_of(metric: Metric, grain: Grain, *periods: Period | None) -> Span:
    """The days that any window over these periods touches, with what their points look back on."""
    known = [period for period in periods if period is not None]
    start = min(period.start for period in known) - timedelta(days=(metric.trailing_days or 1) - 1)
    if metric.whole_buckets:
        start, _ = last_bucket(start, grain)
    return Span(metric.reach(Window(start, start)), max(period.end for period in known))


def trend_period(metric: Metric, period: Period) -> Period:
    """The days that the points are of: the period's, and before them as many months as the metric always shows."""
    if metric.trend_months is None:
        return period
    start, _ = last_bucket(period.end, Grain.MONTH)
    for _ in range(metric.trend_months - 1):
        start, _ = bucket_of(start - timedelta(days=1), Grain.MONTH)
    return replace(period, start=min(start, period.start))


def _moved_back(resolved: Resolved, end: date) -> Resolved:
    days = resolved.period.days
    start = end - timedelta(days=days - 1)
    label = f"{days} days of first orders up to {day_text(end)}"
    return replace(resolved, period=Period(start, end, label), previous=_before(start, days))


def _before(start: date, days: int) -> Period | None:
    return Between(start, start + timedelta(days=days - 1)).resolve(start, start).previous

"""One question over what is published: which days, which value, how it is judged, and its shape."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from metrics.answer import (
    Absence,
    Answer,
    ChartKind,
    Comparison,
    Grain,
    Part,
    Period,
    Point,
    Sample,
    Snapshot,
    Status,
    Unit,
    Usual,
)
from metrics.closing import close, first_day, not_connected, not_loaded
from metrics.comparing import Compared, compared_with, points_behind, usual_notes
from metrics.facts import Facts
from metrics.forecasting.answering import Held, Known, held_against
from metrics.formula import unique
from metrics.incidents import annotations, incident_notes, incidents_of, not_reconciled
from metrics.judging import change_between, status_of
from metrics.metric import Metric
from metrics.noted import noted_marks, noted_sentences
from metrics.periods import Between, Resolved, year_before
from metrics.question import Question
from metrics.reader import Doubt, Reader, SourceState, Span, Window
from metrics.scoping import Scope, compare_with, hold_to_closed, hold_to_data, hold_to_mature, span_of, trend_period
from metrics.series import bucket_of, grain_of, last_bucket
from metrics.shape import Shape
from metrics.usual import HISTORY, IsHoliday, no_holidays, usual_days
from metrics.why.terms import Windows


@dataclass(frozen=True)
class Published:
    """What one transaction sees of one company: its pre-aggregated rows, the state of its sources, and what day it is.

    `today`: the open day in the company's zone. `planned`: the metrics of which finance expects something.
    """

    reader: Reader
    sources: Mapping[str, SourceState]
    snapshot: Snapshot | None
    today: date
    currency: str
    is_holiday: IsHoliday = no_holidays
    planned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Seen:
    """What is looked at for a number. `known`: the days from which it follows what each day usually is."""

    headline: Resolved
    trend: Period
    known: Period | None
    facts: Facts

    @property
    def window(self) -> Window:
        """The days of the number."""
        return Window(self.headline.period.start, self.headline.period.end)

    @property
    def before(self) -> Window | None:
        """The days that it is compared with."""
        previous = self.headline.previous
        return Window(previous.start, previous.end) if previous else None


class Answerer:
    """One question on its way to its answer, over what is published."""

    def __init__(self, metric: Metric, question: Question, published: Published) -> None:
        # What a day usually is, is said of the day itself.
        self._metric = replace(metric, trailing_days=None) if question.versus is Comparison.USUAL else metric
        self._question = question
        self._published = published
        self._today = _today(published.today, question.as_of)
        self._reader = published.reader
        self._sources = published.sources
        self._needed = metric.expression.sources()
        self._first_day = first_day(self._needed, self._sources)
        self._closing = close(self._needed, self._sources, self._today)

    def answer(self) -> Answer:
        """The answer; a number that can't be had is one with a reason."""
        scope = self._scope(self._closing.day)
        blank = self._blank(scope.resolved, (*scope.notes, *self._marks(), *self._dimensions()))
        reason = self._no_data()
        if reason:
            return replace(blank, reason=reason, absence=Absence.NO_DATA)
        blank = replace(blank, freshness=self._closing.freshness)
        doubts = self._doubts(scope.resolved)
        if scope.reason:
            return replace(blank, reason=scope.reason, absence=Absence.NO_DATA)
        reason = not_reconciled(doubts)
        if reason:
            return replace(blank, reason=reason, absence=Absence.WITHHELD)
        return self._evaluated(blank, scope.resolved, doubts)

    def windows(self) -> Windows | None:
        """The days of the number and those that it is compared with; None where it is compared with none."""
        resolved = self._scope(self._closing.day).resolved
        seen = self._seen(resolved, grain_of(resolved.period, self._grain(resolved)))
        return Windows(seen.facts, seen.before, seen.window) if seen.before else None

    def _scope(self, closed: date) -> Scope:
        asked = Scope(self._question.period.resolve(closed, self._today))
        unloaded = not_loaded(self._needed, self._sources, self._today) if asked.resolved.is_open else None
        scope = hold_to_closed(asked, closed, self._today, unloaded)
        if self._metric.matures_after is not None:
            mature = closed - timedelta(days=self._metric.matures_after)
            acquired = Facts(self._reader, Span(mature, mature)).latest_acquisition(mature, None)
            scope = hold_to_mature(scope, self._metric, closed, acquired)
        return hold_to_data(compare_with(scope, self._question.versus), self._first_day)

    def _no_data(self) -> str | None:
        if self._published.snapshot is None:
            return "no numbers have been computed yet: import the sources and run the ETL"
        return not_connected(self._needed, self._sources)

    def _marks(self) -> tuple[str, ...]:
        return tuple(
            f"{source.capitalize()} are not connected and count as none."
            for source in sorted(self._metric.marked_without)
            if not self._sources[source].connected
        )

    def _dimensions(self) -> tuple[str, ...]:
        by, metric = self._question.by, self._metric
        if by is None or by in metric.dimensions:
            return ()
        if not metric.dimensions:
            return (f"{metric.title} is of the company as a whole: it has no parts by {by}.",)
        return (f"{metric.title}: no parts by {by}, only by {' or '.join(metric.dimensions)}.",)

    def _blank(self, resolved: Resolved, notes: tuple[str, ...]) -> Answer:
        metric = self._metric
        return Answer(
            metric=metric.name,
            title=metric.title,
            unit=metric.unit,
            currency=self._published.currency,
            direction=metric.direction,
            chart=metric.chart,
            definition=metric.expression.formula(),
            doc=metric.doc,
            period=resolved.period,
            value=None,
            period_words=self._question.period.words,
            comparison=self._question.versus,
            previous_period=resolved.previous,
            target=metric.target,
            levels=metric.levels,
            grain=grain_of(resolved.period, self._grain(resolved)),
            trailing_days=metric.trailing_days,
            alternatives=metric.alternatives,
            snapshot=self._published.snapshot,
            notes=notes,
            has_forecast=metric.name in self._published.planned,
        )

    def _evaluated(self, blank: Answer, resolved: Resolved, doubts: tuple[Doubt, ...]) -> Answer:
        metric, seen = self._metric, self._seen(resolved, blank.grain)
        headline, facts, window, known = seen.headline, seen.facts, seen.window, seen.known
        trend, before, period = seen.trend, seen.before, resolved.period
        outcome = metric.evaluate(facts, window)
        held = self._held(headline.period, outcome.value)
        shortfall = metric.expression.shortfall(facts, window)
        versus = self._question.versus
        compared = (
            Compared(held.expected, held.notes) if held else compared_with(versus, metric, facts, before, shortfall)
        )
        shape = Shape(metric, facts, trend, window, blank.grain, self._first_day, shortfall)
        dimension, parts = shape.breakdown(self._question.by)
        series = shape.points(metric.points_expression)
        usual = self._usual(facts, window, known, period) if known else ()
        incidents = incidents_of(doubts, by_channel=dimension == "channel")
        noted = self._reader.noted(metric.name, Span(trend.start, period.end))
        return replace(
            blank,
            title=metric.title_over(shortfall),
            chart=ChartKind.FORECAST if held and held.forecast else _chart(metric, parts),
            value=outcome.value,
            reason=outcome.reason,
            absence=outcome.absence,
            shortfall=shortfall,
            previous_period=headline.previous,
            previous=compared.value,
            change=change_between(outcome.value, compared.value, metric.unit),
            # A target for the whole says nothing of a part.
            status=Status.NONE if shortfall else status_of(outcome.value, metric),
            series=series,
            usual=usual,
            previous_series=() if parts else self._behind(shape, resolved),
            annotations=(*annotations(incidents), *noted_marks(noted)),
            cohorts=metric.cohort_value.cohorts(facts, window) if metric.cohort_value else (),
            dimension=dimension,
            breakdown=parts,
            inputs=metric.expression.inputs(facts, window),
            sample=self._sample(facts, window),
            forecast=held.forecast if held else None,
            notes=unique(
                (
                    *usual_notes(self._question.versus, usual, series, blank),
                    *self._of(headline),
                    *metric.expression.notes(facts, window),
                    *compared.notes,
                    *incident_notes(incidents),
                    *noted_sentences(noted, period),
                    *blank.notes,
                )
            ),
        )

    def _seen(self, resolved: Resolved, grain: Grain) -> _Seen:
        """The days of the number and of what it is compared with, and the facts of all that is shown of it."""
        metric, period = self._metric, resolved.period
        headline = self._headline(resolved, grain)
        trend = trend_period(metric, period)
        known = self._days_before(period)
        touched = (period, trend, resolved.previous, headline.period, headline.previous, known)
        facts = Facts(self._reader, span_of(metric, grain, *touched), self._first_day, self._closing.day)
        return _Seen(headline, trend, known, facts)

    def _held(self, period: Period, value: Decimal | None) -> Held | None:
        """The number's forecast, where that is what it is compared with."""
        if self._question.versus is not Comparison.FORECAST:
            return None
        known = Known(self._reader, self._first_day, self._closing.day, self._published.currency)
        return held_against(self._metric, period, value, known)

    def _headline(self, resolved: Resolved, grain: Grain) -> Resolved:
        """The days that the number itself is of: the period, or its last whole day, week or month."""
        if not self._metric.of_last_bucket or (resolved.is_open and grain is Grain.DAY):
            return resolved
        closed = resolved.period.end - timedelta(days=1 if resolved.is_open else 0)
        period = _bucket(closed, grain)
        is_last_year = self._question.versus is Comparison.LAST_YEAR
        before = year_before(period).end if is_last_year else period.start - timedelta(days=1)
        previous = _bucket(before, grain)
        is_known = self._first_day is not None and previous.end >= self._first_day
        return replace(resolved, period=period, previous=previous if is_known else None)

    def _grain(self, resolved: Resolved) -> Grain | None:
        """How far apart the points are to lie, where the metric or the question says so."""
        daily = Grain.DAY if self._question.versus is Comparison.USUAL else None
        return self._metric.grain or daily or self._question.grain or self._named_grain(resolved)

    def _named_grain(self, resolved: Resolved) -> Grain | None:
        """A number of a whole week or month, where that very one was asked for."""
        period = resolved.period
        if not self._metric.of_last_bucket:
            return None
        whole = (period.start, period.end)
        return next((grain for grain in (Grain.WEEK, Grain.MONTH) if bucket_of(period.start, grain) == whole), None)

    def _of(self, headline: Resolved) -> tuple[str, ...]:
        """Which day, week or month the number is of, where that is not the period."""
        if not self._metric.of_last_bucket or headline.is_open:
            return ()
        return (f"The number is of {headline.period.label}.",)

    def _doubts(self, resolved: Resolved) -> tuple[Doubt, ...]:
        """What the certificates say of the period's days; the open day has none yet."""
        if resolved.is_open or self._first_day is None:
            return ()
        start = max(resolved.period.start, self._first_day)
        return self._reader.doubts(self._needed, Span(start, resolved.period.end))

    def _days_before(self, period: Period) -> Period | None:
        """The days from which it follows what each day of the period usually is, and these; where that is asked for."""
        if self._question.versus is not Comparison.USUAL:
            return None
        return Period(period.start - HISTORY, period.end, period.label)

    def _usual(self, facts: Facts, window: Window, known: Period, period: Period) -> tuple[Usual, ...]:
        before = Shape(self._metric, facts, known, window, Grain.DAY, self._first_day)
        values = {point.day: point.value for point in before.points(self._metric.points_expression)}
        days = [period.start + timedelta(days=number) for number in range(period.days)]
        is_count = self._metric.unit is Unit.COUNT
        return usual_days(values, days, self._published.is_holiday, is_count=is_count)

    def _behind(self, shape: Shape, resolved: Resolved) -> tuple[Point, ...]:
        """The compared period's points, where a line of the metric's own is drawn before them."""
        if resolved.previous is None or self._metric.chart is not ChartKind.LINE or self._metric.trend_months:
            return ()
        return points_behind(shape, resolved.period, resolved.previous)

    def _sample(self, facts: Facts, window: Window) -> Sample | None:
        samples = (need.sample(facts, window) for need in self._metric.needs)
        return next((sample for sample in samples if sample), None)


def _bucket(day: date, grain: Grain) -> Period:
    """The last whole day, week or month by a day."""
    start, end = last_bucket(day, grain)
    return Between(start, end).resolve(end, end).period


def _chart(metric: Metric, parts: tuple[Part, ...]) -> ChartKind:
    """The metric's own picture; parts that were asked for are held against each other as bars."""
    return ChartKind.BAR if parts and not parts[0].series else metric.chart


def _today(today: date, as_of: date | None) -> date:
    """The open day: today's, or the one after the day that was asked to be the last."""
    return today if as_of is None else min(today, as_of + timedelta(days=1))

"""The shape of a number: its points over the period, and its parts by channel or by what the metric is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from metrics.answer import Grain, Input, Part, Period, Point
from metrics.expression import Expression
from metrics.facts import Facts
from metrics.metric import Metric, guarded
from metrics.reader import Window
from metrics.series import Bucket, buckets, point_window, whole_buckets

FEWEST_DAYS_OF_A_TREND = 7


@dataclass(frozen=True)
class Shape:
    """One metric over a period of facts; days before `first_day` are unknown and give no point.

    Nor does a point that covers less or more than the headline, whose `shortfall` this is: the two can't be compared.
    `window`: the days that the headline, and so each part's value, is of.
    """

    metric: Metric
    facts: Facts
    period: Period
    window: Window
    grain: Grain
    first_day: date | None
    shortfall: str | None = None

    def buckets(self) -> Iterator[Bucket]:
        """The runs of days that the points are of."""
        if self.metric.whole_buckets:
            return whole_buckets(self.period, self.grain)
        if self.metric.trailing_days is not None and self.period.days < FEWEST_DAYS_OF_A_TREND:
            # A lone point of thirty days beside the headline of one looks like another answer to the same question.
            return iter(())
        return buckets(self.period, self.grain)

    def points(self, expression: Expression, channel: str | None = None) -> tuple[Point, ...]:
        """The series of an expression under the metric's needs."""
        return self.points_of(expression, self.buckets(), channel)

    def points_of(
        self, expression: Expression, runs: Iterable[Bucket], channel: str | None = None
    ) -> tuple[Point, ...]:
        """A point for each of these runs of days."""
        return tuple(self._point(expression, run, channel) for run in runs)

    def breakdown(self, by: str | None) -> tuple[str | None, tuple[Part, ...]]:
        """The parts by the asked dimension, or by the one that the metric is best seen by; with that one's name.

        Parts of the metric's own choice carry their series, to be drawn as lines; asked ones are compared as they are,
        and carry what went into them.
        """
        if by in self.metric.dimensions:
            members = self._members(by, with_series=self.metric.default_by == by)
            return by, tuple(replace(part, inputs=self._inputs(part.name)) for part in members)
        best = self.metric.default_by
        if by is None and best is not None and len(self.facts.members(best)) > 1:
            return best, tuple(self._members(best, with_series=True))
        return self.metric.parts_dimension, tuple(self._own_parts())

    def _members(self, dimension: str, *, with_series: bool) -> Iterator[Part]:
        for channel in self.facts.members(dimension):
            window = Window(self.window.start, self.window.end, channel)
            series = self.points(self.metric.points_expression, channel) if with_series else ()
            yield self._part(channel, self.metric.expression, window, series)

    def _inputs(self, channel: str) -> tuple[Input, ...]:
        return self.metric.expression.inputs(self.facts, Window(self.window.start, self.window.end, channel))

    def _own_parts(self) -> Iterator[Part]:
        for name, expression in self.metric.parts:
            yield self._part(name, expression, self.window, self.points(expression))

    def _part(self, name: str, expression: Expression, window: Window, series: tuple[Point, ...]) -> Part:
        outcome = guarded(self.metric.needs, expression, self.facts, window)
        return Part(name, outcome.value, outcome.reason, series, absence=outcome.absence)

    def _point(self, expression: Expression, run: Bucket, channel: str | None) -> Point:
        trailing = self.metric.trailing_days
        window = point_window(run, trailing, channel)
        on = run[0] if trailing is None else run[1]
        # A trailing window that reaches behind the first row would show a start-up as growth.
        is_known = self.first_day is not None and self.first_day <= (window.end if trailing is None else window.start)
        outcome = guarded(self.metric.needs, expression, self.facts, window)
        is_alike = expression.shortfall(self.facts, window) == self.shortfall or channel is not None
        return Point(on, outcome.value if is_known and is_alike else None)

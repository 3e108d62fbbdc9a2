"""What a number is held against: its value over another period or its target, and the points to draw behind its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.answer import Answer, Comparison, Period, Point, Usual
from metrics.answer.numbers import value_text
from metrics.answer.wording import day_text
from metrics.facts import Facts
from metrics.metric import Metric
from metrics.reader import Window
from metrics.series import Bucket
from metrics.shape import Shape


@dataclass(frozen=True)
class Compared:
    """The value to compare with, and what must be said where there is none."""

    value: Decimal | None = None
    notes: tuple[str, ...] = ()


def compared_with(
    versus: Comparison, metric: Metric, facts: Facts, before: Window | None, shortfall: str | None
) -> Compared:
    """The target, or the value over the days before; nothing where the two can't be compared."""
    if versus is Comparison.TARGET:
        return _with_target(metric)
    if before is None:
        return Compared()
    covered = metric.expression.shortfall(facts, before)
    if covered != shortfall:
        return Compared(notes=(f"No comparison: the period before covers {f'the {covered}' if covered else 'more'}.",))
    return Compared(metric.evaluate(facts, before).value)


def points_behind(shape: Shape, period: Period, before: Period) -> tuple[Point, ...]:
    """The earlier period's points, each over as many days as the point of the series that it lies behind."""
    moved = tuple(_moved(shape.buckets(), period, before))
    return shape.points_of(shape.metric.points_expression, moved)


def usual_notes(versus: Comparison, usual: Sequence[Usual], series: Sequence[Point], answer: Answer) -> tuple[str, ...]:
    """How the last day compares with what it usually is, in words; or that this is not known."""
    if versus is not Comparison.USUAL or not series:
        return ()
    last = series[-1]
    found = next((each for each in usual if each.day == last.day), None)
    if found is None or last.value is None:
        return (f"What {day_text(last.day)} usually is, is not known: that takes eight weeks of days with a value.",)
    value, low, high = (value_text(each, answer.unit, answer.currency) for each in (last.value, found.low, found.high))
    return (f"{day_text(last.day)}: {value}, usually {low} to {high}.",)


def _with_target(metric: Metric) -> Compared:
    if metric.target is None:
        return Compared(notes=(f"{metric.title} has no target to be compared with.",))
    return Compared(metric.target.value)


def _moved(buckets: Iterator[Bucket], period: Period, before: Period) -> Iterator[Bucket]:
    """The buckets as many days earlier as the periods begin apart, as far as the earlier period has days for them."""
    back = period.start - before.start
    for start, end in buckets:
        if start - back > before.end:
            return
        yield start - back, min(end - back, before.end)

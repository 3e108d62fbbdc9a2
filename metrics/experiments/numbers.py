"""The numbers of pages of experiments, as Answers that can be drawn and told as any other: what they are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.answer import Absence, Answer, ChartKind, Direction, Grain, Part, Period, Range, Snapshot, Unit
from metrics.experiments.model import Effect, Measure, Reading
from metrics.experiments.sentences import exact

NAME = "experiment"
DOC = "What the variants of an experiment have done by the end of a day, cumulatively."
_SUCCESSES = "completed tests with a significant lift of at least their threshold ÷ completed tests split as planned"
LIFT = "the variant's value ÷ the control's − 1"


@dataclass(frozen=True)
class Frame:
    """What all numbers of a page share."""

    period: Period
    snapshot: Snapshot | None
    currency: str


def count(title: str, value: int, frame: Frame) -> Answer:
    """So many of something."""
    return number(title, Unit.COUNT, frame, Decimal(value))


def success_rate(successes: int, counted: int, frame: Frame) -> Answer:
    """Completed tests with a significant lift of at least their threshold, of those that were split as planned."""
    value = Decimal(successes) / counted if counted else None
    rate = number(f"Success rate ({successes} of {counted})", Unit.FRACTION, frame, value, definition=_SUCCESSES)
    return rate if counted else replace(rate, reason="no test was completed with its users split as planned")


def lifts_of_experiments(title: str, found: Sequence[Reading], frame: Frame) -> Answer:
    """Of each the variant that did best, against its control."""
    parts = tuple(lift_part(each.design.title, best_effect(each)) for each in found)
    return bars(title, parts, found, frame)


def best_effect(reading: Reading) -> Effect:
    """The winner's, else that of the largest difference."""
    of_winner = (each for each in reading.effects if each.variant == reading.winner)
    return next(of_winner, None) or max(reading.effects, key=lambda each: each.absolute)


def rate(title: str, value: float, reading: Reading, frame: Frame) -> Answer:
    """The share of users who converted, or revenue a user, by what the experiment is about."""
    if reading.design.measure is Measure.CONVERSION:
        return number(title, Unit.FRACTION, frame, exact(value), definition="users who converted ÷ users exposed")
    return number(title, Unit.MONEY, frame, exact(value), definition="revenue ÷ users exposed")


def lift_part(name: str, effect: Effect) -> Part:
    """A lift with its interval."""
    if effect.lift is None or effect.lift_interval is None:
        return Part(name, None, "there is nothing to be relative to", absence=Absence.UNDEFINED)
    interval = Range(exact(effect.lift_interval.low), exact(effect.lift_interval.high))
    return Part(name, exact(effect.lift), interval=interval)


def bars(title: str, parts: tuple[Part, ...], found: Sequence[Reading], frame: Frame) -> Answer:
    """Lifts side by side; the number is the largest."""
    values = [part.value for part in parts if part.value is not None]
    lifts = number(title, Unit.FRACTION, frame, max(values, default=None), definition=LIFT, chart=ChartKind.INTERVALS)
    reason = None if values else "there is nothing to compare yet"
    return replace(lifts, breakdown=parts, reason=reason, dimension="variant", band=_band(found))


def _band(found: Sequence[Reading]) -> str:
    kinds = {each.is_always_valid for reading in found for each in reading.effects}
    names: Mapping[frozenset[bool], str] = {
        frozenset({True}): "the always-valid interval",
        frozenset({False}): "the fixed test's interval",
    }
    return names.get(frozenset(kinds), "the interval that holds for it")


def number(
    title: str,
    unit: Unit,
    frame: Frame,
    value: Decimal | None,
    *,
    definition: str = "",
    chart: ChartKind = ChartKind.NUMBER,
) -> Answer:
    """A number on such a page."""
    return Answer(
        metric=NAME,
        title=title,
        unit=unit,
        currency=frame.currency,
        direction=Direction.UP_IS_GOOD,
        chart=chart,
        definition=definition,
        doc=DOC,
        period=frame.period,
        value=value,
        grain=Grain.DAY,
        snapshot=frame.snapshot,
    )

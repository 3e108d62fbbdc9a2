"""The numbers of a page of experiments, as Answers that can be drawn and told as any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.answer import (
    Absence,
    Answer,
    ChartKind,
    Direction,
    Grain,
    Part,
    Period,
    Point,
    Range,
    Snapshot,
    Unit,
    Usual,
)
from metrics.experiments import always_valid, fixed
from metrics.experiments.checks import Days
from metrics.experiments.model import Arm, Effect, Interval, Measure, Reading, Verdict
from metrics.experiments.reading import is_enough
from metrics.experiments.sentences import days_running, exact

NAME = "experiment"
DOC = "What the variants of an experiment have done by the end of a day, cumulatively."
_ADOPTION = "users with the flag on ÷ users exposed"
_A_MONTH = "difference of revenue a user × the test's users ÷ its days × 30.4375"
_SUCCESSES = "completed tests with a significant lift of at least their threshold ÷ completed tests split as planned"
_LIFT = "the variant's value ÷ the control's − 1"
# Days whose band is so many times as wide as the last one's would flatten all others.
_WIDEST = 3
_MONTH = 30.4375


@dataclass(frozen=True)
class Frame:
    """What all numbers of a page share."""

    period: Period
    snapshot: Snapshot | None
    currency: str


def count(title: str, value: int, frame: Frame) -> Answer:
    """So many of something."""
    return _answer(title, Unit.COUNT, frame, Decimal(value))


def success_rate(successes: int, counted: int, frame: Frame) -> Answer:
    """Completed tests with a significant lift of at least their threshold, of those that were split as planned."""
    value = Decimal(successes) / counted if counted else None
    rate = _answer(f"Success rate ({successes} of {counted})", Unit.FRACTION, frame, value, definition=_SUCCESSES)
    return rate if counted else replace(rate, reason="no test was completed with its users split as planned")


def lifts_of_experiments(found: Sequence[Reading], frame: Frame) -> Answer:
    """Of each the variant that did best, against its control."""
    parts = tuple(_lift_part(each.design.title, best_effect(each)) for each in found)
    return _bars("Lift of the best variant", parts, found, frame)


def best_effect(reading: Reading) -> Effect:
    """The winner's, else that of the largest difference."""
    of_winner = (each for each in reading.effects if each.variant == reading.winner)
    return next(of_winner, None) or max(reading.effects, key=lambda each: each.absolute)


def trial_headlines(reading: Reading, frame: Frame) -> tuple[Answer, ...]:
    """Users, what the control and the best variant come to, and what that is worth."""
    users = count("Users", reading.users, frame)
    if not reading.effects:
        return (users,)
    best, control = best_effect(reading), reading.control
    name = control.variant if control else "control"
    rates = (
        _rate(name, best.control, reading, frame),
        _rate(best.variant, best.value, reading, frame),
    )
    return (users, *rates, monthly_revenue(reading, frame))


def monthly_revenue(reading: Reading, frame: Frame) -> Answer:
    """What the best variant would bring a month if all users of the test saw it: the difference of revenue a user
    times the test's users a month; its interval is of the same kind as the test's own.
    """
    days, effect = days_running(reading), best_effect(reading)
    arm = next(arm for arm in reading.arms if arm.variant == effect.variant)
    base = _answer("Revenue a month", Unit.MONEY, frame, None, definition=_A_MONTH)
    if reading.verdict is Verdict.SAMPLE_RATIO:
        return replace(base, reason="users were not split as planned", absence=Absence.WITHHELD)
    if (
        reading.control is None
        or not days
        or not all(is_enough(each, Measure.REVENUE) for each in (arm, reading.control))
    ):
        return replace(base, reason="no revenue is known of its users")
    interval = _revenue_interval(arm, reading, is_always_valid=effect.is_always_valid)
    a_month = Decimal(repr(reading.users / days * _MONTH))
    low, high = (Decimal(repr(each)) * a_month for each in (interval.low, interval.high))
    middle = ((low + high) / 2).quantize(Decimal("0.01"))
    part = Part(effect.variant, middle, interval=Range(low.quantize(Decimal("0.01")), high.quantize(Decimal("0.01"))))
    return replace(base, value=middle, breakdown=(part,), dimension="variant")


def _revenue_interval(arm: Arm, reading: Reading, *, is_always_valid: bool) -> Interval:
    design, control = reading.design, reading.control or arm
    if not is_always_valid:
        return fixed.absolute_interval(arm, control, Measure.REVENUE, design.alpha)
    alpha = design.alpha / max(len(reading.effects), 1)
    tightest = design.planned_users or always_valid.USUAL_USERS
    return always_valid.absolute_interval(arm, control, Measure.REVENUE, alpha, tightest)


def trial_rows(reading: Reading, history: Sequence[Reading], frame: Frame) -> tuple[tuple[Answer, ...], ...]:
    """Each variant's lift with its interval, and how that of the best one came about."""
    if not reading.effects:
        return ()
    parts = tuple(_lift_part(each.variant, each) for each in reading.effects)
    # Whoever passes on the picture alone passes this on as well.
    doubt = " (users split wrongly)" if reading.verdict is Verdict.SAMPLE_RATIO else ""
    bars = _bars(f"Lift against the control{doubt}", parts, (reading,), frame)
    variant = best_effect(reading).variant
    line = replace(lift_over_time(variant, history, frame), title=f"Lift of {variant}, day by day{doubt}")
    return ((bars, line),)


def lift_over_time(variant: str, history: Sequence[Reading], frame: Frame) -> Answer:
    """The cumulative lift of a variant by the end of each day, with the always-valid band of that day."""
    days = [(each.day, _lift(each, variant)) for each in history if each.day]
    told = [(day, *found) for day, found in days if found is not None]
    line = _answer(f"Lift of {variant}", Unit.FRACTION, frame, None, definition=_LIFT, chart=ChartKind.LINE)
    if not told:
        return replace(line, reason="no day has enough users yet")
    widest = _WIDEST * (told[-1][2].high - told[-1][2].low)
    shown = [each for each in told if each[2].high - each[2].low <= widest]
    return replace(
        line,
        value=exact(shown[-1][1]),
        series=tuple(Point(day, exact(lift)) for day, lift, _ in shown),
        usual=tuple(Usual(day, exact(lift), exact(band.low), exact(band.high)) for day, lift, band in shown),
        band="the always-valid interval",
        zero="no lift",
    )


def _lift(reading: Reading, variant: str) -> tuple[float, Interval] | None:
    arm, control = next((arm for arm in reading.arms if arm.variant == variant), None), reading.control
    effect = next((each for each in reading.effects if each.variant == variant), None)
    if arm is None or control is None or effect is None or effect.lift is None:
        return None
    design = reading.design
    band = always_valid.lift_interval(
        arm,
        control,
        design.measure,
        design.alpha / len(reading.effects),
        design.planned_users or always_valid.USUAL_USERS,
    )
    return (effect.lift, band) if band else None


def flag_headlines(reading: Reading, frame: Frame) -> tuple[Answer, ...]:
    """Users exposed, for how many of them it is on, and what they did."""
    users = count("Users exposed", reading.users, frame)
    share = adoption(reading.arms)
    on = _answer("Adoption", Unit.FRACTION, frame, None if share is None else exact(share), definition=_ADOPTION)
    rates = [
        _rate(name, value, reading, frame)
        for each in reading.effects[:1]
        for name, value in (("off", each.control), ("on", each.value))
    ]
    return (users, on if share is not None else replace(on, reason="no users were exposed"), *rates)


def flag_rows(reading: Reading, days: Days, frame: Frame) -> tuple[tuple[Answer, ...], ...]:
    """Adoption over time, and what `on` did against `off`: observed, because nobody was assigned by chance."""
    shares = {day: adoption(arms) for day, arms in sorted(days.items())}
    points = tuple(Point(day, None if share is None else exact(share)) for day, share in shares.items())
    if not points:
        return ()
    title, newest = "Adoption, of users exposed by that day", points[-1].value
    line = _answer(title, Unit.FRACTION, frame, newest, definition=_ADOPTION, chart=ChartKind.LINE)
    line = replace(line, series=points, reason=None if newest is not None else "no users were exposed")
    parts = tuple(_lift_part(each.variant, each) for each in reading.effects)
    return ((line, _bars("On against off (observational)", parts, (reading,), frame)),)


def adoption(arms: Sequence[Arm]) -> float | None:
    """For which share of the users exposed a flag is on."""
    users = sum(arm.users for arm in arms)
    return sum(arm.users for arm in arms if not arm.is_control) / users if users else None


def _rate(title: str, value: float, reading: Reading, frame: Frame) -> Answer:
    unit = Unit.FRACTION if reading.design.measure is Measure.CONVERSION else Unit.MONEY
    is_share = unit is Unit.FRACTION
    what = "users who converted ÷ users exposed" if is_share else "revenue ÷ users exposed"
    return _answer(title, unit, frame, exact(value), definition=what)


def _lift_part(name: str, effect: Effect) -> Part:
    if effect.lift is None or effect.lift_interval is None:
        return Part(name, None, "there is nothing to be relative to", absence=Absence.UNDEFINED)
    interval = Range(exact(effect.lift_interval.low), exact(effect.lift_interval.high))
    return Part(name, exact(effect.lift), interval=interval)


def _bars(title: str, parts: tuple[Part, ...], found: Sequence[Reading], frame: Frame) -> Answer:
    """Lifts side by side; the number is the largest."""
    values = [part.value for part in parts if part.value is not None]
    bars = _answer(title, Unit.FRACTION, frame, max(values, default=None), definition=_LIFT, chart=ChartKind.INTERVALS)
    reason = None if values else "there is nothing to compare yet"
    return replace(bars, breakdown=parts, reason=reason, dimension="variant", band=_band(found))


def _band(found: Sequence[Reading]) -> str:
    kinds = {each.is_always_valid for reading in found for each in reading.effects}
    names: Mapping[frozenset[bool], str] = {
        frozenset({True}): "the always-valid interval",
        frozenset({False}): "the fixed test's interval",
    }
    return names.get(frozenset(kinds), "the interval that holds for it")


def _answer(
    title: str,
    unit: Unit,
    frame: Frame,
    value: Decimal | None,
    *,
    definition: str = "",
    chart: ChartKind = ChartKind.NUMBER,
) -> Answer:
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

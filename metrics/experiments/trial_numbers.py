"""The numbers of one test: its users, what its variants come to, what that is worth, and how it came about."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.answer import Absence, Answer, ChartKind, Part, Point, Range, Unit, Usual
from metrics.experiments import always_valid, fixed
from metrics.experiments.model import Arm, Interval, Measure, Reading, Verdict
from metrics.experiments.numbers import LIFT, Frame, bars, best_effect, count, lift_part, number, rate
from metrics.experiments.reading import is_enough
from metrics.experiments.sentences import days_running, exact

# Days whose band is so many times as wide as the last one's would flatten all others.
_WIDEST = 3
_MONTH = 30.4375
_A_MONTH = "difference of revenue a user × the test's users ÷ its days × 30.4375"


def trial_headlines(reading: Reading, frame: Frame) -> tuple[Answer, ...]:
    """Users, what the control and the best variant come to, and what that is worth."""
    users = count("Users", reading.users, frame)
    if not reading.effects:
        return (users,)
    best, control = best_effect(reading), reading.control
    name = control.variant if control else "control"
    rates = (
        rate(name, best.control, reading, frame),
        rate(best.variant, best.value, reading, frame),
    )
    return (users, *rates, monthly_revenue(reading, frame))


def monthly_revenue(reading: Reading, frame: Frame) -> Answer:
    """What the best variant would bring a month if all users of the test saw it: the difference of revenue a user
    times the test's users a month; its interval is of the same kind as the test's own.
    """
    days, effect = days_running(reading), best_effect(reading)
    arm = next(arm for arm in reading.arms if arm.variant == effect.variant)
    base = number("Revenue a month", Unit.MONEY, frame, None, definition=_A_MONTH)
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
    parts = tuple(lift_part(each.variant, each) for each in reading.effects)
    # Whoever passes on the picture alone passes this on as well.
    doubt = " (users split wrongly)" if reading.verdict is Verdict.SAMPLE_RATIO else ""
    lifts = bars(f"Lift against the control{doubt}", parts, (reading,), frame)
    variant = best_effect(reading).variant
    line = replace(lift_over_time(variant, history, frame), title=f"Lift of {variant}, day by day{doubt}")
    return ((lifts, line),)


def lift_over_time(variant: str, history: Sequence[Reading], frame: Frame) -> Answer:
    """The cumulative lift of a variant by the end of each day, with the always-valid band of that day."""
    days = [(each.day, _lift(each, variant)) for each in history if each.day]
    told = [(day, *found) for day, found in days if found is not None]
    line = number(f"Lift of {variant}", Unit.FRACTION, frame, None, definition=LIFT, chart=ChartKind.LINE)
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

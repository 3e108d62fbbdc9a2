"""The numbers of one feature flag: for how many it is on, and what those do."""

from collections.abc import Sequence
from dataclasses import replace

from metrics.answer import Answer, ChartKind, Point, Unit
from metrics.experiments.checks import Days
from metrics.experiments.model import Arm, Reading
from metrics.experiments.numbers import Frame, bars, count, lift_part, number, rate
from metrics.experiments.sentences import exact

_ADOPTION = "users with the flag on ÷ users exposed"


def flag_headlines(reading: Reading, frame: Frame) -> tuple[Answer, ...]:
    """Users exposed, for how many of them it is on, and what they did."""
    users = count("Users exposed", reading.users, frame)
    share = adoption(reading.arms)
    on = number("Adoption", Unit.FRACTION, frame, None if share is None else exact(share), definition=_ADOPTION)
    rates = [
        rate(name, value, reading, frame)
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
    line = number(title, Unit.FRACTION, frame, newest, definition=_ADOPTION, chart=ChartKind.LINE)
    line = replace(line, series=points, reason=None if newest is not None else "no users were exposed")
    parts = tuple(lift_part(each.variant, each) for each in reading.effects)
    return ((line, bars("On against off (observational)", parts, (reading,), frame)),)


def adoption(arms: Sequence[Arm]) -> float | None:
    """For which share of the users exposed a flag is on."""
    users = sum(arm.users for arm in arms)
    return sum(arm.users for arm in arms if not arm.is_control) / users if users else None

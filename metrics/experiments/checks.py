"""What can't be true of an experiment's figures, in sentences: whoever reads a verdict sees these first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from metrics.answer.wording import day_text
from metrics.experiments.model import Arm, Design, Kind

Days = Mapping[date, tuple[Arm, ...]]
# Sums are kept with decimals, whose last ones may be rounded.
_ROUNDING = 1e-9


def arm_fault(arm: Arm) -> str | None:
    """What is impossible in one variant's sums; None where they may be true."""
    if arm.users < 0 or arm.conversions < 0 or arm.revenue_squared < 0:
        return "a count or a sum of squares is negative"
    if arm.conversions > arm.users:
        return f"{arm.conversions:,} users converted, of {arm.users:,}"
    least = float(arm.revenue) ** 2
    if least > float(arm.revenue_squared) * arm.users * (1 + _ROUNDING):
        return "revenue_squared is less than any revenues with that sum have: it must be the sum of each user's square"
    return None


def faults_of(design: Design, days: Days) -> tuple[str, ...]:
    """All that is wrong with the figures, the days in their order."""
    return tuple(_faults(design, dict(sorted(days.items()))))


def _faults(design: Design, days: Days) -> Iterator[str]:
    newest = days[max(days)] if days else ()
    controls = sorted(arm.variant for arm in newest if arm.is_control)
    if newest and len(controls) != 1 and design.kind is Kind.AB_TEST:
        named = f"{len(controls)} ({', '.join(controls)})" if controls else "none"
        yield f"A test has one control; here there is {named}."
    for day, arms in days.items():
        for arm in arms:
            fault = arm_fault(arm)
            if fault:
                yield f"{arm.variant} on {day_text(day)}: {fault}."
    yield from _falls(days)
    if design.ended_on and days and max(days) < design.ended_on:
        yield f"Results end on {day_text(max(days))}, before the test did on {day_text(design.ended_on)}."


def _falls(days: Days) -> Iterator[str]:
    """Cumulative figures never fall; the first day of each variant is told, and how many more there are."""
    for variant in dict.fromkeys(arm.variant for arms in days.values() for arm in arms):
        fallen = list(_fallen(_arm_days(variant, days)))
        if fallen:
            more = f", and on {len(fallen) - 1} more days" if len(fallen) > 1 else ""
            yield f"The figures of {variant} fall on {day_text(fallen[0])}{more}, but they are cumulative."


def _arm_days(variant: str, days: Days) -> Sequence[tuple[date, Arm]]:
    return [(day, arm) for day, arms in days.items() for arm in arms if arm.variant == variant]


def _fallen(arms: Iterable[tuple[date, Arm]]) -> Iterator[date]:
    for (_, before), (day, after) in pairwise(arms):
        sums = ((before.users, after.users), (before.conversions, after.conversions))
        if any(later < earlier for earlier, later in sums) or after.revenue_squared < before.revenue_squared:
            yield day

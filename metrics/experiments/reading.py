"""What may be said of an experiment by a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.experiments import always_valid, fixed
from metrics.experiments.checks import Days, faults_of
from metrics.experiments.model import (
    Arm,
    Design,
    Effect,
    Kind,
    Measure,
    Reading,
    Verdict,
    is_planned_size_reached,
)
from metrics.experiments.moments import moments_of
from metrics.experiments.ratio import sample_ratio
from metrics.experiments.sample_size import users_needed

# So many users of each variant must have converted, and as many not, before anything is said of their shares: the
# intervals are of large samples.
FEWEST = 20


def read(design: Design, days: Days) -> Reading:
    """By the newest of these days, each with its arms cumulatively to its end; of a flag, `on` against `off`.

    The fixed test speaks once the planned size is reached. Before that, where no size was planned, and of a test that
    ended sooner, intervals are always valid; of several variants each is held to alpha divided by their number, as
    Holm's p values of the fixed test are adjusted for it.
    """
    if not days:
        return Reading(design, None, (), needed=users_needed(design, ()))
    day = max(days)
    arms = _control_first(days[day])
    blank = Reading(
        design,
        day,
        arms,
        # How many have a flag is what is being changed, and no fault.
        sample_ratio=sample_ratio(arms, dict(design.allocation)) if design.kind is Kind.AB_TEST else None,
        needed=_still_needed(design, arms),
        faults=faults_of(design, days),
    )
    return _judged(blank)


def readings(design: Design, days: Days) -> tuple[Reading, ...]:
    """By each of the days, the earliest first, as it could have been read then."""
    return tuple(read(_as_it_ran(design, day), {day: days[day]}) for day in sorted(days))


def _as_it_ran(design: Design, day: date) -> Design:
    return replace(design, ended_on=None) if design.ended_on and day < design.ended_on else design


def _control_first(arms: Sequence[Arm]) -> tuple[Arm, ...]:
    return tuple(sorted(arms, key=lambda arm: (not arm.is_control, arm.variant)))


def _still_needed(design: Design, arms: Sequence[Arm]) -> int | None:
    needed = users_needed(design, arms)
    return None if needed is None else max(needed - sum(arm.users for arm in arms), 0)


def _judged(reading: Reading) -> Reading:
    control = reading.control
    others = [arm for arm in reading.arms if not arm.is_control]
    if control is None or not others or not reading.users:
        return reading
    if not all(is_enough(arm, reading.design.measure) for arm in reading.arms):
        return replace(reading, verdict=Verdict.TOO_SMALL)
    found = Found(reading.design, control, is_final=is_planned_size_reached(reading.design, reading.users))
    reading = replace(reading, effects=found.effects(others))
    if reading.sample_ratio is not None and reading.sample_ratio.is_off:
        return replace(reading, verdict=Verdict.SAMPLE_RATIO)
    return found.decided(reading)


def is_enough(arm: Arm, measure: Measure) -> bool:
    """Whether so many users converted, and did not, that intervals of large samples hold."""
    if arm.users < 2 or arm.conversions < FEWEST or moments_of(arm, measure).variance <= 0:
        return False
    return measure is Measure.REVENUE or arm.users - arm.conversions >= FEWEST


@dataclass(frozen=True)
class Found:
    """Effects against one control. `is_final`: the planned size is reached, and the fixed test speaks."""

    design: Design
    control: Arm
    is_final: bool

    def effects(self, arms: Sequence[Arm]) -> tuple[Effect, ...]:
        """One for each of the others."""
        if not self.is_final:
            return tuple(self._effect(arm, len(arms), None, None) for arm in arms)
        p_values = [fixed.p_value(arm, self.control, self.design.measure) for arm in arms]
        of_arms = zip(arms, p_values, fixed.holm(p_values), strict=True)
        return tuple(self._effect(arm, len(arms), p, p_holm) for arm, p, p_holm in of_arms)

    def decided(self, reading: Reading) -> Reading:
        """What follows from the effects."""
        moved = [effect for effect in reading.effects if self._is_significant(effect)]
        winners = sorted((each for each in moved if each.absolute > 0), key=lambda each: -each.absolute)
        if winners:
            best = winners[0]
            return replace(reading, verdict=Verdict.WINNER, winner=best.variant, is_success=self._is_success(best))
        if len(moved) == len(reading.effects):
            return replace(reading, verdict=Verdict.LOSER)
        return replace(reading, verdict=Verdict.NO_DIFFERENCE if self.is_final else Verdict.UNDECIDED)

    def _effect(self, arm: Arm, variants: int, p: float | None, p_holm: float | None) -> Effect:
        measure, design = self.design.measure, self.design
        pair = (arm, self.control, measure)
        value, control = moments_of(arm, measure).mean, moments_of(self.control, measure).mean
        if self.is_final:
            absolute, lift = fixed.absolute_interval(*pair, design.alpha), fixed.lift_interval(*pair, design.alpha)
        else:
            terms = (design.alpha / variants, design.planned_users or always_valid.USUAL_USERS)
            absolute = always_valid.absolute_interval(*pair, *terms)
            lift = always_valid.lift_interval(*pair, *terms)
        ratio = value / control - 1 if control > 0 else None
        return Effect(arm.variant, value, control, absolute, ratio, lift, not self.is_final, p, p_holm)

    def _is_significant(self, effect: Effect) -> bool:
        if effect.p_holm is not None:
            return effect.p_holm < self.design.alpha
        return 0 not in effect.absolute_interval

    def _is_success(self, effect: Effect) -> bool:
        return effect.lift is not None and effect.lift >= float(self.design.success_threshold or 0)

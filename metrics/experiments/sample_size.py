"""How many users a test takes."""

from collections.abc import Sequence
from math import ceil
from statistics import NormalDist

from metrics.experiments.model import Arm, Design, Measure
from metrics.experiments.moments import Moments, moments_of
from metrics.experiments.ratio import shares_of


def users_needed(design: Design, arms: Sequence[Arm]) -> int | None:
    """As planned; or so many, of all variants, that a lift like the threshold is found as often as the power says.

    The textbook's formula for two means of unequal variances and shares (Chow, Shao, Wang: Sample Size Calculations in
    Clinical Research, 3.2.1), by what the control does now, for as many variants as there are. None where neither is
    known.
    """
    if design.planned_users is not None:
        return design.planned_users
    control = next((arm for arm in arms if arm.is_control and arm.users), None)
    if control is None or not design.success_threshold or len(arms) < 2:
        return None
    now, lift = moments_of(control, design.measure), float(design.success_threshold)
    if now.mean <= 0 or now.variance <= 0:
        return None
    shares = shares_of(arms, dict(design.allocation))
    normal = NormalDist()
    reach = normal.inv_cdf(1 - design.alpha / (len(arms) - 1) / 2) + normal.inv_cdf(design.power)
    others = [shares[arm.variant] for arm in arms if not arm.is_control]
    if not all((shares[control.variant], *others)):
        return None
    spread = max(now.variance / shares[control.variant] + _changed(now, lift, design) / share for share in others)
    return ceil(reach**2 * spread / (lift * now.mean) ** 2)


def _changed(now: Moments, lift: float, design: Design) -> float:
    """The variance of a variant with that lift; revenue is taken to stray as before."""
    if design.measure is Measure.REVENUE:
        return now.variance
    share = min(now.mean * (1 + lift), 1.0)
    return share * (1 - share)

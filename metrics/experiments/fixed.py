"""The test at a planned size: looked at once, when as many users are in as were planned.

By scipy's special functions alone: scipy.stats and statsmodels, which the tests hold this against, would keep 150 MB
more in every bot.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import exp, log, nan, sqrt

from metrics.experiments.model import Arm, Interval, Measure
from metrics.experiments.moments import Moments, moments_of


def p_value(arm: Arm, control: Arm, measure: Measure) -> float:
    """Two-sided: the pooled two-proportion z test of conversions, Welch's t test of revenue a user."""
    if measure is Measure.CONVERSION:
        return _pooled_z(arm, control)
    from scipy.special import stdtr  # noqa: PLC0415  # only where an experiment is judged

    one, other = moments_of(arm, measure), moments_of(control, measure)
    error = sqrt(one.of_mean + other.of_mean)
    if not error:
        return nan
    return 2 * float(stdtr(_welch(one, other), -abs(one.mean - other.mean) / error))


def _pooled_z(arm: Arm, control: Arm) -> float:
    """Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2.2, without correction for continuity."""
    from scipy.special import ndtr  # noqa: PLC0415  # as above

    pooled = (arm.conversions + control.conversions) / (arm.users + control.users)
    error = sqrt(pooled * (1 - pooled) * (1 / arm.users + 1 / control.users))
    if not error:
        return nan
    difference = arm.conversions / arm.users - control.conversions / control.users
    return 2 * float(ndtr(-abs(difference) / error))


def absolute_interval(arm: Arm, control: Arm, measure: Measure, alpha: float) -> Interval:
    """Of the difference of means: Wald's for proportions, with Welch's degrees of freedom for revenue."""
    one, other = moments_of(arm, measure), moments_of(control, measure)
    reach = quantile(one, other, measure, alpha) * sqrt(one.of_mean + other.of_mean)
    return Interval(one.mean - other.mean - reach, one.mean - other.mean + reach)


def lift_interval(arm: Arm, control: Arm, measure: Measure, alpha: float) -> Interval | None:
    """Of the relative lift, by the delta method on the logarithm of the ratio; None where a mean is not positive."""
    one, other = moments_of(arm, measure), moments_of(control, measure)
    if one.mean <= 0 or other.mean <= 0:
        return None
    return around(one, other, quantile(one, other, measure, alpha) * sqrt(log_ratio_variance(one, other)))


def log_ratio_variance(one: Moments, other: Moments) -> float:
    """Of the logarithm of the ratio of two means, to first order."""
    return one.of_mean / one.mean**2 + other.of_mean / other.mean**2


def around(one: Moments, other: Moments, reach: float) -> Interval:
    """The lift whose logarithm of the ratio lies within `reach` of the observed one."""
    middle = log(one.mean / other.mean)
    return Interval(exp(middle - reach) - 1, exp(middle + reach) - 1)


def quantile(one: Moments, other: Moments, measure: Measure, alpha: float) -> float:
    """How many standard errors an interval reaches."""
    from scipy.special import ndtri, stdtrit  # noqa: PLC0415  # as above

    if measure is Measure.CONVERSION:
        return -float(ndtri(alpha / 2))
    return -float(stdtrit(_welch(one, other), alpha / 2))


def _welch(one: Moments, other: Moments) -> float:
    """Welch's and Satterthwaite's degrees of freedom."""
    both = one.of_mean + other.of_mean
    parts = (each.of_mean**2 / (each.users - 1) for each in (one, other))
    return both**2 / sum(parts)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values adjusted for their number by Holm's step-down method (Scandinavian J. Statist. 6, 1979, 65-70)."""
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    raised = (p_values[place] * (len(p_values) - rank) for rank, place in enumerate(ranked))
    adjusted = {place: min(p, 1.0) for place, p in zip(ranked, accumulate(raised, max), strict=True)}
    return [adjusted[place] for place in range(len(p_values))]

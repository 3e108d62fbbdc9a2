"""The test at a planned size: looked at once, when as many users are in as were planned."""

from collections.abc import Sequence
from math import exp, log, sqrt

from metrics.experiments.model import Arm, Interval, Measure
from metrics.experiments.moments import Moments, moments_of


def p_value(arm: Arm, control: Arm, measure: Measure) -> float:
    """Two-sided: the pooled two-proportion z test of conversions, Welch's t test of revenue a user."""
    if measure is Measure.CONVERSION:
        from statsmodels.stats.proportion import proportions_ztest  # noqa: PLC0415  # takes a second or two

        _, p = proportions_ztest((arm.conversions, control.conversions), (arm.users, control.users))
        return float(p)
    from scipy.stats import ttest_ind_from_stats  # noqa: PLC0415  # takes a second

    one, other = moments_of(arm, measure), moments_of(control, measure)
    found = ttest_ind_from_stats(
        *(one.mean, sqrt(one.variance), one.users), *(other.mean, sqrt(other.variance), other.users), equal_var=False
    )
    return float(found.pvalue)


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
    from scipy.stats import norm, t  # noqa: PLC0415  # takes a second

    if measure is Measure.CONVERSION:
        return float(norm.isf(alpha / 2))
    return float(t.isf(alpha / 2, _welch(one, other)))


def _welch(one: Moments, other: Moments) -> float:
    """Welch's and Satterthwaite's degrees of freedom."""
    both = one.of_mean + other.of_mean
    parts = (each.of_mean**2 / (each.users - 1) for each in (one, other))
    return both**2 / sum(parts)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values adjusted for their number by Holm's step-down method."""
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415  # takes a second or two

    return [float(p) for p in multipletests(list(p_values), method="holm")[1]] if p_values else []

"""Intervals that hold however often one looks, and whenever one stops.

The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (arXiv 2103.06476, theorem 2.2)
after n users, for an estimate whose variance is v: the estimate, give or take

    sqrt(n v) sqrt(2 (n rho^2 + 1) / (n rho)^2 log(sqrt(n rho^2 + 1) / alpha)),

where `rho` makes it tightest at about a chosen number of users (theirs, appendix B.2).
"""

from math import log, sqrt

from metrics.experiments.fixed import around, log_ratio_variance
from metrics.experiments.model import Arm, Interval, Measure
from metrics.experiments.moments import moments_of

# Where no size is planned, as other platforms have it: tightest at about five thousand users.
USUAL_USERS = 5_000


def absolute_interval(arm: Arm, control: Arm, measure: Measure, alpha: float, tightest_at: int) -> Interval:
    """Of the difference of means."""
    one, other = moments_of(arm, measure), moments_of(control, measure)
    reach = widening(arm.users + control.users, alpha, tightest_at) * sqrt(one.of_mean + other.of_mean)
    return Interval(one.mean - other.mean - reach, one.mean - other.mean + reach)


def lift_interval(arm: Arm, control: Arm, measure: Measure, alpha: float, tightest_at: int) -> Interval | None:
    """Of the relative lift, by the logarithm of the ratio; None where a mean is not positive."""
    one, other = moments_of(arm, measure), moments_of(control, measure)
    if one.mean <= 0 or other.mean <= 0:
        return None
    standard_error = sqrt(log_ratio_variance(one, other))
    return around(one, other, widening(arm.users + control.users, alpha, tightest_at) * standard_error)


def widening(users: int, alpha: float, tightest_at: int) -> float:
    """How many standard errors the interval reaches; 1.96 for the fixed one at alpha 0.05."""
    rho_squared = (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / tightest_at
    grown = users * rho_squared
    return sqrt(2 * (grown + 1) / grown * log(sqrt(grown + 1) / alpha))

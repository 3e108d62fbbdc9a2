"""The mean and the variance of what an arm's users did, from its sums."""

from dataclasses import dataclass

from metrics.experiments.model import Arm, Measure


@dataclass(frozen=True)
class Moments:
    """Of so many users: the mean, and the variance from user to user."""

    users: int
    mean: float
    variance: float

    @property
    def of_mean(self) -> float:
        """The variance of the mean."""
        return self.variance / self.users


def moments_of(arm: Arm, measure: Measure) -> Moments:
    """Of an arm with at least one user; a lone user has no variance.

    Of revenue the variance is the unbiased one; of conversions p (1 - p), as textbooks have it for proportions.
    """
    n = arm.users
    if measure is Measure.CONVERSION:
        share = arm.conversions / n
        return Moments(n, share, share * (1 - share))
    # Exactly in decimals, because the two terms nearly cancel out.
    spread = arm.revenue_squared - arm.revenue**2 / n
    return Moments(n, float(arm.revenue / n), max(float(spread), 0.0) / (n - 1) if n > 1 else 0.0)

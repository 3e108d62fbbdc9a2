"""Whether the users were split among the variants as they should have been."""

from collections.abc import Mapping, Sequence

from metrics.experiments.model import Arm, SampleRatio


def sample_ratio(arms: Sequence[Arm], allocation: Mapping[str, float]) -> SampleRatio | None:
    """By Pearson's chi-square against the allocation, equal where none is given; None without users or with one arm.

    Shares are taken relative to each other. A variant that the allocation does not have should have no users.
    """
    observed = {arm.variant: arm.users for arm in arms}
    users = sum(observed.values())
    if not users or len(observed) < 2:
        return None
    shares = {variant: float(allocation.get(variant, 0)) if allocation else 1.0 for variant in observed}
    whole = sum(shares.values())
    if not whole or any(not share and observed[variant] for variant, share in shares.items()):
        return SampleRatio(0.0, dict.fromkeys(observed, 0.0) if not whole else _of(shares, whole, users), observed)
    expected = _of(shares, whole, users)
    return SampleRatio(_p(observed, expected), expected, observed)


def _of(shares: Mapping[str, float], whole: float, users: int) -> dict[str, float]:
    return {variant: users * share / whole for variant, share in shares.items()}


def _p(observed: Mapping[str, int], expected: Mapping[str, float]) -> float:
    from scipy.stats import chisquare  # noqa: PLC0415  # takes a second

    there = [variant for variant, users in expected.items() if users]
    if len(there) < 2:
        return 1.0
    return float(chisquare([observed[each] for each in there], [expected[each] for each in there]).pvalue)

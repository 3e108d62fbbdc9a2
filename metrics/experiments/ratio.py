"""Whether the users were split among the variants as they should have been."""

from collections.abc import Mapping, Sequence

from metrics.experiments.model import Arm, SampleRatio, Split


def sample_ratio(arms: Sequence[Arm], allocation: Mapping[str, float]) -> SampleRatio | None:
    """By Pearson's chi-square against the allocation, equal where none is given; None without users or with one arm.

    Shares are taken relative to each other. A variant that the allocation does not have should have no users.
    """
    users = sum(arm.users for arm in arms)
    if not users or len(arms) < 2:
        return None
    shares = shares_of(arms, allocation)
    splits = tuple(Split(arm.variant, arm.users, users * shares[arm.variant]) for arm in arms)
    if any(each.observed and not each.expected for each in splits):
        return SampleRatio(0.0, splits)
    return SampleRatio(_p([each for each in splits if each.expected]), splits)


def shares_of(arms: Sequence[Arm], allocation: Mapping[str, float]) -> Mapping[str, float]:
    """The share of the users that each variant should have; together they are 1, or 0 where none should have any."""
    given = {arm.variant: allocation.get(arm.variant, 0.0) if allocation else 1.0 for arm in arms}
    whole = sum(given.values()) or 1.0
    return {variant: share / whole for variant, share in given.items()}


def _p(splits: Sequence[Split]) -> float:
    from scipy.special import chdtrc  # noqa: PLC0415  # only where an experiment is judged

    distance = sum((each.observed - each.expected) ** 2 / each.expected for each in splits)
    return float(chdtrc(len(splits) - 1, distance)) if len(splits) > 1 else 1.0

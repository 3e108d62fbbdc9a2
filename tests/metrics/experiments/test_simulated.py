"""How often the tests are wrong where the truth is known: thousands of experiments by dice with fixed seeds.

`KPIBOT_SOAK_EXPERIMENTS=10000` runs as many; the bounds narrow with their number.
"""

import os
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from metrics.experiments import always_valid, fixed
from metrics.experiments.model import Arm, Interval, Measure

RUNS = int(os.environ.get("KPIBOT_SOAK_EXPERIMENTS", "600"))
ALPHA, SHARE, MEAN = 0.05, 0.1, 4.0
Users = NDArray[np.float64]


def margin(share: float) -> float:
    """How far the share of so many runs may lie off: a hundredth of ten thousand; of fewer as far as chance takes a
    correct program, but for one run in a million.
    """
    if RUNS >= 10_000:
        return 0.01
    return 4.9 * float(np.sqrt(share * (1 - share) / RUNS))


def dice(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def spent(generator: np.random.Generator, users: int, lift: float = 0.0) -> Users:
    """Revenue of each user: a few buy, and some of them much."""
    buys = generator.random(users) < SHARE * 2
    amounts: Users = buys * generator.lognormal(np.log(MEAN / SHARE / 2) - 0.32, 0.8, users) * (1 + lift)
    return amounts


def of_users(name: str, users: Users) -> Arm:
    squares = Decimal(repr(float((users**2).sum())))
    return Arm(name, name == "control", users.size, int((users > 0).sum()), Decimal(repr(float(users.sum()))), squares)


def of_counts(name: str, users: int, conversions: int) -> Arm:
    return Arm(name, name == "control", users, conversions)


def pairs(measure: Measure, users: int, lift: float) -> Iterator[tuple[Arm, Arm]]:
    """Variant and control of each run."""
    generator = dice(users)
    for _ in range(RUNS):
        if measure is Measure.REVENUE:
            yield of_users("new", spent(generator, users, lift)), of_users("control", spent(generator, users))
        else:
            new, control = (int(generator.binomial(users, share)) for share in (SHARE * (1 + lift), SHARE))
            yield of_counts("new", users, new), of_counts("control", users, control)


@pytest.mark.parametrize("measure", list(Measure))
def test_the_fixed_test_finds_nothing_in_nothing(measure: Measure) -> None:
    """One in twenty tests of nothing is found significant at 5 %, and no more."""
    found = sum(fixed.p_value(*pair, measure) < ALPHA for pair in pairs(measure, 2_000, 0.0)) / RUNS

    assert found == pytest.approx(ALPHA, abs=margin(ALPHA))


@pytest.mark.parametrize(("measure", "lift"), list(product(Measure, [0.0, 0.2])))
def test_the_fixed_interval_holds_the_truth(measure: Measure, lift: float) -> None:
    """A 95 % interval that held the truth in 80 % would be believed all the same."""
    truth = lift * (SHARE if measure is Measure.CONVERSION else MEAN)
    absolute: list[Interval] = []
    relative: list[Interval | None] = []
    for pair in pairs(measure, 3_000, lift):
        absolute.append(fixed.absolute_interval(*pair, measure, ALPHA))
        relative.append(fixed.lift_interval(*pair, measure, ALPHA))

    assert sum(truth in each for each in absolute) / RUNS == pytest.approx(1 - ALPHA, abs=margin(ALPHA))
    held = sum(each is not None and lift in each for each in relative)
    assert held / RUNS == pytest.approx(1 - ALPHA, abs=margin(ALPHA))


@pytest.mark.parametrize("measure", list(Measure))
def test_looking_every_day_finds_nothing_in_nothing(measure: Measure) -> None:
    """Whoever looks at the running test each morning, and stops at the first difference, is wrong in 5 % at most."""
    days, a_day = 40, 200
    generator = dice(7)
    fooled = fooled_by_fixed = 0
    for _ in range(RUNS):
        arms = list(_daily(generator, measure, days, a_day))
        fooled += any(0 not in always_valid.absolute_interval(*each, measure, ALPHA, 8_000) for each in arms)
        fooled_by_fixed += any(0 not in fixed.absolute_interval(*each, measure, ALPHA) for each in arms)

    assert fooled / RUNS <= ALPHA + (0 if RUNS >= 10_000 else margin(ALPHA))
    # The trial would notice: looked at as often, the fixed interval is wrong in far more.
    assert fooled_by_fixed / RUNS > 3 * ALPHA


def _daily(generator: np.random.Generator, measure: Measure, days: int, a_day: int) -> Iterator[tuple[Arm, Arm]]:
    """The two arms by the end of each day, once there are enough users to say anything."""
    sums: list[Users] = []
    for _ in range(2):
        if measure is Measure.REVENUE:
            each = spent(generator, days * a_day).reshape(days, a_day)
            daily = np.stack([(each > 0).sum(1), each.sum(1), (each**2).sum(1)])
        else:
            converted = generator.binomial(a_day, SHARE, days)
            daily = np.stack([converted, np.zeros(days), np.zeros(days)])
        sums.append(daily.cumsum(1))
    for day in range(1, days):
        yield _arm("new", sums[0][:, day], (day + 1) * a_day), _arm("control", sums[1][:, day], (day + 1) * a_day)


def _arm(name: str, sums: Users, users: int) -> Arm:
    conversions, revenue, squared = (float(each) for each in sums)
    return Arm(name, name == "control", users, int(conversions), Decimal(repr(revenue)), Decimal(repr(squared)))

"""Chance that falls the same way on every machine, for data that must come out byte for byte the same."""

import hashlib
import math
import random
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Odds(Generic[T]):
    """What may come up, and how often: Odds({"tea": 3, "coffee": 1})."""

    def __init__(self, weights: Mapping[T, int]) -> None:
        self.options = tuple(weights)
        self.steps = tuple(accumulate(weights.values()))


class Dice:
    """One named stream of chance; drawing from one stream never moves another.

    Built on `random()` alone, whose sequence for a seed Python promises to keep, and on arithmetic that IEEE 754
    defines exactly: no exp, log or sin, whose last digit depends on the machine's library.
    """

    def __init__(self, seed: int, stream: str) -> None:
        start = int.from_bytes(hashlib.sha256(f"{seed}/{stream}".encode()).digest())
        self._roll = random.Random(start).random  # noqa: S311 - sample data, nothing to keep secret

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self._roll() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._roll() * (high - low + 1))

    def mostly_low(self, low: int, high: int) -> int:
        """A whole number from low to high, the low ones more often."""
        return low + int(self._roll() * self._roll() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + self._roll() * (high - low)

    def count(self, mean: float) -> int:
        """How many come when `mean` are expected: as spread out as independent arrivals, never below zero."""
        bell = sum(self._roll() for _ in range(12)) - 6
        return max(0, int(mean + math.sqrt(mean) * bell + 0.5))

    def pick(self, odds: Odds[T]) -> T:
        """One of the options, by its odds."""
        return odds.options[bisect_right(odds.steps, self._roll() * odds.steps[-1])]

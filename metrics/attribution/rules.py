"""How each rule shares one conversion out among the touches before it. Exact: the shares of a path come to one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction

from metrics.attribution.paths import Path, Touch

Shares = Mapping[str, Fraction]
# In which a touch loses half of its weight.
HALF_LIFE_DAYS = 7
_ENDS = Fraction(2, 5)
# A power of two with a broken exponent has no end; so many digits are kept of it, the same on every machine.
_DIGITS = Context(prec=40)


class Rule(StrEnum):
    """Who is credited."""

    FIRST = "first"
    LAST = "last"
    LINEAR = "linear"
    POSITION = "position"
    DECAY = "decay"
    MARKOV = "markov"
    SHAPLEY = "shapley"


MEANINGS: Mapping[Rule, str] = {
    Rule.FIRST: "all to the first touch",
    Rule.LAST: "all to the last touch",
    Rule.LINEAR: "the same to every touch",
    Rule.POSITION: "40% to the first touch, 40% to the last, 20% to those between; half each of two",
    Rule.DECAY: f"a touch counts half as much as one {HALF_LIFE_DAYS} days later",
    Rule.MARKOV: "by how many conversions would be lost without the channel, as a chain of one touch to the next",
    Rule.SHAPLEY: "the same to every channel of the path, however often it was touched",
}


def first(touches: Sequence[Touch]) -> Shares:
    return {touches[0].channel: Fraction(1)}


def last(touches: Sequence[Touch]) -> Shares:
    return {touches[-1].channel: Fraction(1)}


def linear(touches: Sequence[Touch]) -> Shares:
    return _weighted(touches, [Fraction(1)] * len(touches))


def position(touches: Sequence[Touch]) -> Shares:
    between = len(touches) - 2
    if between < 1:
        return linear(touches)
    middle = (1 - 2 * _ENDS) / between
    return _weighted(touches, [_ENDS, *[middle] * between, _ENDS])


def decay(touches: Sequence[Touch]) -> Shares:
    exponents = [Decimal(-touch.days_before) / HALF_LIFE_DAYS for touch in touches]
    return _weighted(touches, [Fraction(_DIGITS.power(2, exponent)) for exponent in exponents])


def shapley(touches: Sequence[Touch]) -> Shares:
    """The Shapley value of the game in which a path converts once all its channels take part, whatever their order.

    A sum of such unanimity games has the sum of their values, and one shares out equally among its players.
    """
    channels = sorted({touch.channel for touch in touches})
    return {channel: Fraction(1, len(channels)) for channel in channels}


def _weighted(touches: Sequence[Touch], weights: Sequence[Fraction]) -> Shares:
    whole = sum(weights)
    shares: Counter[str] = Counter()
    for touch, weight in zip(touches, weights, strict=True):
        shares[touch.channel] += weight / whole  # type: ignore[assignment]  # a Counter adds up fractions as well
    return shares  # type: ignore[return-value]  # as above


# The rules that look at one path at a time; `markov` looks at all of them together.
BY_PATH: Mapping[Rule, Callable[[Sequence[Touch]], Shares]] = {
    Rule.FIRST: first,
    Rule.LAST: last,
    Rule.LINEAR: linear,
    Rule.POSITION: position,
    Rule.DECAY: decay,
    Rule.SHAPLEY: shapley,
}


def summed(rule: Rule, paths: Sequence[Path]) -> tuple[Shares, Shares]:
    """The conversions and the revenue that each channel is credited with, path by path."""
    conversions: dict[str, Fraction] = {}
    revenue: dict[str, Fraction] = {}
    for path in paths:
        for channel, share in BY_PATH[rule](path.touches).items():
            conversions[channel] = conversions.get(channel, Fraction(0)) + share * path.conversions
            revenue[channel] = revenue.get(channel, Fraction(0)) + share * Fraction(path.revenue)
    return conversions, revenue

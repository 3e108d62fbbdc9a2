"""The Markov rule: a first-order chain of touches, and what would be lost without each channel. Exact, by fractions.

From the start to the first channel, from each channel to the next, from the last to the conversion: the counts of these
steps give their probabilities. Without a channel every step to it is lost; the removal effect of a channel is the share
of conversions that is lost with it, and a channel's share is its effect by the sum of all effects.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from metrics.attribution.paths import Path, channels_in

_START, _END = "\0start", "\0conversion"
_Steps = Mapping[str, Mapping[str, Fraction]]


def markov_shares(paths: Sequence[Path]) -> Mapping[str, Fraction]:
    """The share of all conversions that each channel is credited with; together one. `paths` have touches."""
    channels = channels_in(paths)
    steps = _steps(paths)
    lost = {channel: 1 - _converting(steps, [each for each in channels if each != channel]) for channel in channels}
    whole = sum(lost.values())
    return {channel: effect / whole for channel, effect in lost.items()}


def _steps(paths: Iterable[Path]) -> _Steps:
    """How probable each step is."""
    taken: dict[str, Counter[str]] = {}
    for path in paths:
        for here, there in pairwise((_START, *path.channels, _END)):
            taken.setdefault(here, Counter())[there] += path.conversions
    return {
        here: {there: Fraction(count, counts.total()) for there, count in counts.items()}
        for here, counts in taken.items()
    }


def _converting(steps: _Steps, kept: Sequence[str]) -> Fraction:
    """The probability of a conversion from the start by the kept channels alone.

    x = P x + r, where P are the steps between kept channels and r those from them to the conversion.
    """
    system = [
        [Fraction(here == there) - steps[here].get(there, Fraction(0)) for there in kept]
        + [steps[here].get(_END, Fraction(0))]
        for here in kept
    ]
    converting = dict(zip(kept, _solved(system), strict=True))
    return sum((step * converting[there] for there, step in steps[_START].items() if there in converting), Fraction(0))


def _solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """The solution of a square system, its right side in the last column; Gauss and Jordan.

    It is never singular: every channel has a way to the conversion, were it by leaving the kept ones.
    """
    for column in range(len(rows)):
        pivot = next(row for row in range(column, len(rows)) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = [value / rows[column][column] for value in rows[column]]
        rows = [
            head if number == column else [value - row[column] * top for value, top in zip(row, head, strict=True)]
            for number, row in enumerate(rows)
        ]
    return [row[-1] for row in rows]

"""How wrong the outlook was before: made again from past days, each with what was known on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from metrics.outlook.weekdays import WEEK, WEEKS, expected_after

# A year of weekly tries; what was longer ago was another company.
_MOST_TRIES = 52


@dataclass(frozen=True)
class Try:
    """One outlook of the past: how many days were known, and what came less what was expected, day by day."""

    known: int
    errors: tuple[float, ...]

    @property
    def of_total(self) -> float:
        """What came of all days less what was expected of them."""
        return sum(self.errors)


def tries_on(history: Sequence[float], horizon: int) -> tuple[Try, ...]:
    """A try a week, up to the last from which all days ahead have come; the earliest first."""
    origins = range(len(history) - horizon, WEEK * WEEKS - 1, -WEEK)[:_MOST_TRIES]
    return tuple(_try(history, origin, horizon) for origin in reversed(origins))


def _try(history: Sequence[float], origin: int, horizon: int) -> Try:
    came = history[origin : origin + horizon]
    expected = expected_after(history[:origin], horizon)
    return Try(origin, tuple(one - other for one, other in zip(came, expected, strict=True)))


def mean_error(tries: Sequence[Try]) -> float:
    """The mean size of an error, over all days of all tries."""
    sizes = [abs(error) for each in tries for error in each.errors]
    return sum(sizes) / len(sizes)


def error_of_last_week(history: Sequence[float]) -> float:
    """The mean size of the error of taking the same weekday of the week before (the scale of MASE)."""
    return sum(abs(now - before) for before, now in zip(history, history[WEEK:], strict=False)) / (len(history) - WEEK)


def widths(tries: Sequence[Try], share: float) -> list[float]:
    """How far from the expected value that share of the days lay, for each day ahead.

    The days of a week ahead are taken together (split conformal prediction), and no week is surer than one before it.
    """
    horizon = len(tries[0].errors)
    weeks = [
        quantile([abs(error) for each in tries for error in each.errors[start : start + WEEK]], share)
        for start in range(0, horizon, WEEK)
    ]
    return [width for width in never_falling(weeks) for _ in range(WEEK)][:horizon]


def never_falling(values: Sequence[float]) -> list[float]:
    """The nearest values that never fall: each run that does is levelled at its mean (isotonic regression).

    The largest so far would do, too, but chance alone would make every band wider than it promises.
    """
    runs: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while runs and runs[-1][0] / runs[-1][1] > total / count:
            before, many = runs.pop()
            total, count = total + before, count + many
        runs.append((total, count))
    return [total / count for total, count in runs for _ in range(count)]


def quantile(sizes: Sequence[float], share: float) -> float:
    """The size that at least this share of further ones stays within; the largest, where there are too few to tell."""
    rank = ceil((len(sizes) + 1) * share)
    return sorted(sizes)[min(rank, len(sizes)) - 1]


def share_within(tries: Sequence[Try], share: float, fewest: int) -> float | None:
    """Which share of the days of later tries lay within bands made of those that were over by then.

    None where no try has so many before it: then nobody has seen the bands at work.
    """
    hits = [is_within for each in tries for is_within in _within(each, tries, share, fewest)]
    return sum(hits) / len(hits) if hits else None


def _within(one: Try, tries: Sequence[Try], share: float, fewest: int) -> Iterator[bool]:
    over = [each for each in tries if each.known + len(each.errors) <= one.known]
    if len(over) >= fewest:
        for error, width in zip(one.errors, widths(over, share), strict=True):
            yield abs(error) <= width

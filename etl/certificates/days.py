"""Sets of local days, and the runs that they fall into."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_DAY = timedelta(days=1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included; none where the last lies before the first."""
    for index in range((last - first).days + 1):
        yield first + _DAY * index


def runs_of(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """The days as inclusive runs of consecutive ones, in order."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] <= _DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)

"""What a day's number usually is: by its weekday, relative to the level of late, and how far it usually strays. Pure.

Medians throughout, so past anomalies move nothing: the level is the median of the last two weeks freed of their
weekdays, a weekday's factor the median of its days relative to their weeks, and the width of the band a multiple of the
median absolute deviation (MAD) of all weekdays together, in the logarithm, with a floor.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp, log, sqrt
from statistics import median

from metrics.answer import Usual

WEEKS = 8
HISTORY = timedelta(weeks=WEEKS)
# Long enough for two bad days to move nothing, short enough to follow growth.
_RECENT = timedelta(weeks=2)
_FEWEST_DAYS = 28
_FEWEST_OF_A_WEEKDAY = 4
# Of a normal distribution the MAD is this share of the standard deviation.
_MAD_TO_DEVIATION = 1.4826
# So many standard deviations are unusual; benchmarks/bench_usual.py says what that finds, and how often it is wrong.
WIDTH = 5.5
# No number is so steady that a twentieth of it is news.
_FLOOR = 0.05
# Of what is usual; a day of nothing has no logarithm.
_LEAST = 1e-3
_DAY = timedelta(days=1)
IsHoliday = Callable[[date], bool]


@dataclass(frozen=True)
class _Known:
    """A day with a value; `relative` to the median of its week."""

    day: date
    value: float
    relative: float


def no_holidays(day: date) -> bool:  # noqa: ARG001  # as IsHoliday
    """Every day is like its weekday."""
    return False


def usual_of(
    values: Mapping[date, Decimal | None],
    day: date,
    is_holiday: IsHoliday = no_holidays,
    *,
    is_count: bool = False,
    width: float = WIDTH,
) -> Usual | None:
    """What `day` would usually be, from the eight weeks before it.

    None where they have too few days with a value, where the level is not positive, and on a holiday: it has no
    weekday of its own. A missing day is no zero. `is_count`: the values count something, so small ones stray more, as
    a Poisson distribution does. `width`: how many standard deviations a day may stray.
    """
    known = [] if is_holiday(day) else _known(values, day, is_holiday)
    factors = _factors(known)
    factor = factors.get(day.weekday())
    if len(known) < _FEWEST_DAYS or factor is None:
        return None
    level = median(each.value / factors[each.day.weekday()] for each in known if _is_recent(each, day, factors))
    expected = level * factor
    if expected <= 0:
        return None
    of_weekdays = [each for each in known if each.day.weekday() in factors]
    strays = [log(max(each.relative / factors[each.day.weekday()], _LEAST)) for each in of_weekdays]
    middle = median(strays)
    deviation = _MAD_TO_DEVIATION * median(abs(each - middle) for each in strays)
    poisson = 1 / sqrt(expected) if is_count else 0.0
    reach = width * max(deviation, _FLOOR, poisson)
    # As much too little as too much, in the logarithm below: a band that ended under zero would never tell of a zero.
    return Usual(day, _exact(expected), _exact(expected * exp(-reach)), _exact(expected * (1 + reach)))


def usual_days(
    values: Mapping[date, Decimal | None],
    days: Iterable[date],
    is_holiday: IsHoliday = no_holidays,
    *,
    is_count: bool = False,
) -> tuple[Usual, ...]:
    """Of each of these days that has one, by what was known before it."""
    found = (usual_of(values, day, is_holiday, is_count=is_count) for day in days)
    return tuple(each for each in found if each is not None)


def _known(values: Mapping[date, Decimal | None], day: date, is_holiday: IsHoliday) -> list[_Known]:
    found = []
    for week in range(1, WEEKS + 1):
        first = day - timedelta(weeks=week)
        days = [first + number * _DAY for number in range(7)]
        there = [
            (each, float(value)) for each in days if (value := values.get(each)) is not None and not is_holiday(each)
        ]
        middle = median(value for _, value in there) if there else 0.0
        found += [_Known(each, value, value / middle) for each, value in there if middle > 0]
    return found


def _factors(known: Iterable[_Known]) -> Mapping[int, float]:
    """By weekday, 0 is Monday; of those with enough days, and only positive ones."""
    by_weekday: dict[int, list[float]] = {}
    for each in known:
        by_weekday.setdefault(each.day.weekday(), []).append(each.relative)
    medians = {day: median(found) for day, found in by_weekday.items() if len(found) >= _FEWEST_OF_A_WEEKDAY}
    return {day: found for day, found in medians.items() if found > 0}


def _is_recent(known: _Known, day: date, factors: Mapping[int, float]) -> bool:
    return known.day >= day - _RECENT and known.day.weekday() in factors


def _exact(value: float) -> Decimal:
    return Decimal(repr(round(value, 6)))

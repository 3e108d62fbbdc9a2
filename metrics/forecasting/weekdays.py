"""How a month's sum falls on its days: by the weekday shares of the weeks before it.

A forecast is of a whole month. Its part for some of the month's days is the sum of these days' weights, as a share of
that of all its days; a weekday's weight is what it brought in the twelve weeks before the month began.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from metrics.forecasting.months import last_day

WEEKS = 12
_LOOK_BACK = timedelta(weeks=WEEKS)
_DAY = timedelta(days=1)
_FEWEST_WEEKS = 4


@dataclass(frozen=True)
class Weekdays:
    """What each weekday weighs, Monday first."""

    weights: tuple[Decimal, ...]

    def share(self, month: date, first: date, last: date) -> Decimal:
        """Which part of the month that begins on a day falls on its days from the first to the last."""
        end = last_day(month)
        return self._weight(max(first, month), min(last, end)) / self._weight(month, end)

    def _weight(self, first: date, last: date) -> Decimal:
        days = range(first.toordinal(), last.toordinal() + 1)
        return sum((self.weights[date.fromordinal(day).weekday()] for day in days), Decimal(0))


EVEN = Weekdays((Decimal(1),) * 7)


def weekdays_of(month: date, first_day: date | None, value: Callable[[date], Decimal | None]) -> Weekdays:
    """The weights for the month that begins on a day, from the values of whole weeks before it.

    All days weigh alike where there are fewer than four such weeks, where most of their days came to nothing (bills
    have days of the month, not of the week), or where a weekday came to less than nothing.
    """
    start = month - _LOOK_BACK if first_day is None else max(month - _LOOK_BACK, first_day)
    weeks = (month - start).days // 7
    if weeks < _FEWEST_WEEKS:
        return EVEN
    days = [month - _DAY * back for back in range(1, weeks * 7 + 1)]
    values = [value(day) or Decimal(0) for day in days]
    sums = [Decimal(0)] * 7
    for day, of_day in zip(days, values, strict=True):
        sums[day.weekday()] += of_day
    is_of_few_days = 2 * sum(1 for of_day in values if of_day) < len(days)
    return EVEN if is_of_few_days or min(sums) < 0 or not any(sums) else Weekdays(tuple(sums))

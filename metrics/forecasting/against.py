"""Actual against forecast, by month and over a year."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.answer import AgainstForecast, Direction, Landing, PlannedMonth, Unit, Variance
from metrics.answer.wording import day_text
from metrics.forecasting.months import last_day, months_between, months_of_year
from metrics.forecasting.nature import Nature
from metrics.forecasting.plan import Plan
from metrics.forecasting.weekdays import Weekdays

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Actuals:
    """What came, of one metric: `over` is its value over closed days, None where it has none.

    `closed`: the last closed day. `begins`: the first day that is known. `is_of_whole_months`: a part of a month is no
    number of its kind.
    """

    nature: Nature
    unit: Unit
    direction: Direction
    closed: date
    begins: date | None
    over: Callable[[date, date], Decimal | None]
    weekdays: Callable[[date], Weekdays]
    is_of_whole_months: bool = False

    def variance(self, actual: Decimal | None, expected: Decimal | None) -> Variance | None:
        """How far the two lie apart; None where one of them is missing."""
        if actual is None or expected is None:
            return None
        apart = actual - expected
        share = apart / expected if expected > 0 and self.unit is not Unit.FRACTION else None
        if apart == 0 or self.direction is Direction.NEUTRAL:
            return Variance(apart, share, None)
        return Variance(apart, share, (apart > 0) == (self.direction is Direction.UP_IS_GOOD))

    def expected(self, plan: Plan, first: date, last: date) -> Decimal | None:
        """The forecast of these days; None where a month of them has none.

        Of several months there is none but for a sum, and for a stock, which is of the last.
        """
        months = list(months_between(first, last))
        if self.nature is Nature.SUM:
            parts = [self.part(plan.base, month, first, last) for month in months]
            known = [part for part in parts if part is not None]
            return sum(known, _ZERO) if len(known) == len(parts) else None
        is_one = self.nature is Nature.STOCK or len(months) == 1
        return plan.base.get(months[-1]) if is_one else None

    def part(self, values: Mapping[date, Decimal], month: date, first: date, last: date) -> Decimal | None:
        """A month's forecast, prorated to these days of it."""
        if month not in values:
            return None
        is_whole = first <= month and last >= last_day(month)
        return values[month] if is_whole else values[month] * self.weekdays(month).share(month, first, last)


def against_forecast(plan: Plan, actuals: Actuals, first: date, last: date) -> AgainstForecast:
    """Every month of the years from the first day to the last, and where the last year lands."""
    years = range(first.year, last.year + 1)
    months = tuple(_month(plan, actuals, month) for year in years for month in months_of_year(year))
    landing = _landing(plan, actuals, months[-12:]) if actuals.nature is Nature.SUM else None
    return AgainstForecast(months, landing)


def _month(plan: Plan, actuals: Actuals, month: date) -> PlannedMonth:
    planned = PlannedMonth(month, plan.base.get(month), plan.low.get(month), plan.high.get(month))
    through = min(last_day(month), actuals.closed)
    if through < month:
        return planned
    is_running = through < last_day(month)
    if (is_running and actuals.is_of_whole_months) or not _is_known(actuals, month, through):
        return replace(planned, is_running=is_running)
    actual, expected = actuals.over(month, through), actuals.expected(plan, month, through)
    return replace(
        planned,
        actual=actual,
        expected=expected,
        variance=actuals.variance(actual, expected),
        through=through,
        is_running=is_running,
    )


def _is_known(actuals: Actuals, month: date, through: date) -> bool:
    """Whether the data reach back far enough: a month that began without them is not a small one."""
    if actuals.begins is None:
        return False
    return actuals.begins <= (through if actuals.nature is Nature.STOCK else month)


def _landing(plan: Plan, actuals: Actuals, months: tuple[PlannedMonth, ...]) -> Landing:
    """Actual to date, and for what remains its forecast: of the running month the part of its days to come."""
    year = months[0].month.year
    reason = _no_landing(actuals, months)
    if reason:
        return Landing(year, None, reason=reason)
    to_date = sum((each.actual for each in months if each.actual is not None), _ZERO)
    cases = [_remaining(values, actuals, months) for values in (plan.base, plan.low, plan.high)]
    value, low, high = (None if remaining is None else to_date + remaining for remaining in cases)
    wholes = [each.forecast for each in months if each.forecast is not None]
    forecast = sum(wholes, _ZERO) if len(wholes) == len(months) else None
    return Landing(year, value, low, high, forecast, actuals.variance(value, forecast))


def _no_landing(actuals: Actuals, months: tuple[PlannedMonth, ...]) -> str | None:
    january, year = months[0].month, months[0].month.year
    if actuals.closed < january:
        return f"{year} has not begun"
    if actuals.begins is None or actuals.begins > january:
        return f"the data begins on {day_text(actuals.begins)}" if actuals.begins else "there is no data"
    lacking = next((each.month for each in _open(actuals, months) if each.forecast is None), None)
    return f"there is no forecast of {lacking:%B} {lacking.year}" if lacking else None


def _open(actuals: Actuals, months: tuple[PlannedMonth, ...]) -> Iterator[PlannedMonth]:
    return (each for each in months if last_day(each.month) > actuals.closed)


def _remaining(values: Mapping[date, Decimal], actuals: Actuals, months: tuple[PlannedMonth, ...]) -> Decimal | None:
    """The forecast of the days to come; None where a month of them has none."""
    total = _ZERO
    for each in _open(actuals, months):
        whole = values.get(each.month)
        if whole is None:
            return None
        began = each.month <= actuals.closed
        done = actuals.part(values, each.month, each.month, actuals.closed) if began else _ZERO
        total += whole - (done or _ZERO)
    return total

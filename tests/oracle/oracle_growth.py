"""Growth: a number of some days against the same number of the days before; none from nothing or from less.

Days before the first row of what is measured are unknown, so growth from them is unknown too.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from oracle_period import Period, acquisition_cost

DAY = timedelta(days=1)


def grown(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """How far one number lies above an earlier one."""
    return None if now is None or before is None or before <= 0 else now / before - 1


def revenue_growth(period: Period, length: str) -> Fraction | None:
    """Net revenue of the last whole month (or Monday-to-Sunday week) up to the period's end, against the one before."""
    end = _last_end(period.end, length)
    before_end = _first_of(end, length) - DAY
    before_start = _first_of(before_end, length)
    first = min((sale.day for sale in period.books.sales), default=date.max)
    if before_start < first:
        return None
    now = replace(period, start=before_end + DAY, end=end)
    before = replace(period, start=before_start, end=before_end)
    return grown(now.net_revenue(), before.net_revenue())


def cost_growth(period: Period) -> Fraction | None:
    """CAC of the thirty days up to the period's end, against the thirty before."""
    starts = [period.end - timedelta(days=back) for back in (29, 59)]
    firsts = [min((sale.day for sale in period.books.sales), default=date.max)]
    firsts.append(min((row.day for row in period.books.spend), default=date.max))
    if starts[1] < max(firsts):
        return None
    now = replace(period, start=starts[0])
    before = replace(period, start=starts[1], end=starts[0] - DAY)
    return grown(acquisition_cost(now), acquisition_cost(before))


def _last_end(day: date, length: str) -> date:
    """The last day, not later, on which a month or week ends."""
    while _first_of(day + DAY, length) != day + DAY:
        day -= DAY
    return day


def _first_of(day: date, length: str) -> date:
    return day.replace(day=1) if length == "month" else day - timedelta(days=day.weekday())

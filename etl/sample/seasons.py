"""When people buy: growth, the months, the days of the week, and the days around Black Friday and Christmas."""

from datetime import date, timedelta
from functools import cache

MONTHS = (0.88, 0.93, 0.98, 1.00, 1.00, 0.94, 0.78, 0.80, 0.98, 1.04, 1.18, 1.30)
WEEKDAYS = (1.08, 1.03, 1.00, 0.98, 0.96, 0.88, 1.07)
AROUND_BLACK_FRIDAY = {-1: 1.5, 0: 3.6, 1: 2.1, 2: 1.9, 3: 3.0, 4: 1.3}
AROUND_CHRISTMAS = {(12, 23): 0.80, (12, 24): 0.55, (12, 25): 0.40, (12, 26): 1.30, (12, 31): 0.70, (1, 1): 0.60}
# What a thousand impressions cost against an average month: everyone bids before Christmas, and nobody in January.
AUCTION = (0.94, 0.96, 0.98, 1.00, 1.00, 1.00, 0.99, 0.98, 1.00, 1.02, 1.05, 1.04)
GROWTH_IN_TWO_YEARS = 0.55


def growth(days_before_end: int) -> float:
    """The size of the company that many days before the last one, against the last day's 1."""
    return max(0.2, 1 - GROWTH_IN_TWO_YEARS * days_before_end / 730)


@cache
def demand(day: date) -> float:
    """How much people want to buy on a day, against an average day's 1."""
    event = AROUND_BLACK_FRIDAY.get((day - black_friday(day.year)).days, 1.0)
    return _by_month(MONTHS, day) * WEEKDAYS[day.weekday()] * event * AROUND_CHRISTMAS.get((day.month, day.day), 1.0)


def auction_price(day: date) -> float:
    """What an impression costs on a day, against an average month's 1."""
    return _by_month(AUCTION, day)


def is_sale(day: date) -> bool:
    """Whether the Black Friday sale runs: from that Friday to the Monday after."""
    return 0 <= (day - black_friday(day.year)).days <= 3


@cache
def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


def _by_month(levels: tuple[float, ...], day: date) -> float:
    # From the middle of a month to the middle of the next, so that nothing jumps on the first.
    into = (day.day - 15) / 30
    here, beside = levels[day.month - 1], levels[(day.month - 1 + (1 if into > 0 else -1)) % 12]
    return here + (beside - here) * abs(into)

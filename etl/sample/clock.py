"""The hours of a local day: 23, 24 or 25 of them, and how many people order in each."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from etl.sample.dice import Dice, Odds

ZONE = ZoneInfo("America/Toronto")
Pattern = tuple[int, ...]
# How many of a day's orders fall in each hour of the local clock: people at lunch and on the sofa ...
SHOPPING: Pattern = (9, 6, 3, 2, 3, 6, 14, 24, 32, 40, 46, 50, 54, 50, 46, 44, 44, 48, 56, 66, 74, 70, 50, 24)
# ... and the payment run, which bills the subscriptions before anyone is awake.
BILLING: Pattern = (0, 4, 4, 10, 30, 40, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def moment(day: date, pattern: Pattern, dice: Dice) -> datetime:
    """An instant within a local day, in UTC, by the hours of that day as they really pass."""
    return dice.pick(_hours(day, pattern)) + timedelta(seconds=dice.whole(0, 3599))


@cache
def _hours(day: date, pattern: Pattern) -> Odds[datetime]:
    # Counted in UTC: the hour that comes twice in autumn is drawn twice, the one that spring skips is never drawn.
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    hours = [start + timedelta(hours=n) for n in range((end - start) // timedelta(hours=1))]
    return Odds({hour: pattern[hour.astimezone(ZONE).hour] for hour in hours})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)

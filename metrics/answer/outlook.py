"""What an Answer says of days to come: what they may bring, how sure that is, and how wrong it was before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Range:
    """From a low to a high end."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class OutlookDay:
    """A day to come: what is expected, and where it lies in 80 and in 95 of a hundred cases."""

    day: date
    value: Decimal
    range80: Range
    range95: Range


@dataclass(frozen=True)
class Backtest:
    """How the same outlook did from `origins` days of the past, with what was known on each.

    `mase`: its mean error as a share of that of taking the same weekday of the week before: below 1 is better.
    `within80`, `within95`: which share of the days fell into bands made of earlier days alone; None where the history
    is too short to tell. `days`: how many days of history there are.
    """

    origins: int
    days: int
    mase: Decimal | None
    within80: Decimal | None
    within95: Decimal | None


@dataclass(frozen=True)
class Outlook:
    """The days to come, the ranges of their sum, and how far all that can be trusted."""

    days: tuple[OutlookDay, ...]
    total80: Range
    total95: Range
    backtest: Backtest

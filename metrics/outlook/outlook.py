"""An outlook with its bands, from a history of daily values."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from metrics.answer import Backtest, Outlook, OutlookDay, Range
from metrics.outlook.errors import error_of_last_week, mean_error, quantile, share_within, tries_on, widths
from metrics.outlook.weekdays import WEEK, WEEKS, expected_after

SHORTEST, LONGEST = 7, 180
# Fewer tries say nothing of one day in twenty.
_FEWEST_TRIES = 12
_EXACT = Decimal("0.01")
_PLACES = Decimal("0.0001")


def days_needed(horizon: int) -> int:
    """How long a history must be for so many days ahead: eight weeks to look back on from the first of twelve tries."""
    return WEEK * WEEKS + WEEK * (_FEWEST_TRIES - 1) + horizon


def outlook_from(history: Sequence[Decimal], end: date, horizon: int) -> Outlook | None:
    """The outlook for so many days after `end`, the last day of the history; None where that is too short.

    These are estimates: the history passes through floats, and cents are rounded. What never was below zero is not
    expected below it.
    """
    if len(history) < days_needed(horizon):
        return None
    values = [float(value) for value in history]
    expected, tries = expected_after(values, horizon), tries_on(values, horizon)
    floor = 0.0 if min(values) >= 0 else None
    bands = [widths(tries, share) for share in (0.80, 0.95)]
    days = tuple(
        OutlookDay(
            end + timedelta(days=ahead + 1), _money(value), *(_around(value, band[ahead], floor) for band in bands)
        )
        for ahead, value in enumerate(expected)
    )
    totals = [abs(each.of_total) for each in tries]
    total80, total95 = (_around(sum(expected), quantile(totals, share), floor) for share in (0.80, 0.95))
    scale = error_of_last_week(values)
    backtest = Backtest(
        len(tries),
        len(values),
        _share(mean_error(tries) / scale) if scale else None,
        *(_share(share_within(tries, share, _FEWEST_TRIES)) for share in (0.80, 0.95)),
    )
    return Outlook(days, total80, total95, backtest)


def _around(value: float, width: float, floor: float | None) -> Range:
    low = value - width
    return Range(_money(low if floor is None else max(low, floor)), _money(value + width))


def _money(value: float) -> Decimal:
    return Decimal(value).quantize(_EXACT)


def _share(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(_PLACES)

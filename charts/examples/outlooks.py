"""Outlooks to look at."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from charts.examples.making import END, plain, points
from metrics.answer import Answer, Backtest, ChartKind, Outlook, OutlookDay, Period, Range, Unit

_DAYS = 60


def outlooks() -> dict[str, Answer]:
    """An outlook, and one that a short history does not give."""
    usual = revenue_outlook()
    reason = "there are 120 days of data, and 60 days ahead take 193"
    return {"outlook": usual, "outlook-too-short": replace(usual, value=None, reason=reason, series=(), outlook=None)}


def revenue_outlook() -> Answer:
    """The revenue of the next days, less sure the later they are."""
    expected = points("1600", "160", _DAYS)
    days = tuple(_day(index, point.value or Decimal(0)) for index, point in enumerate(expected))
    total = sum((day.value for day in days), Decimal(0))
    backtest = Backtest(52, 730, Decimal("0.83"), Decimal("0.81"), Decimal("0.94"))
    outlook = Outlook(days, _around(total, Decimal(9000)), _around(total, Decimal(15000)), backtest)
    first, last = END + timedelta(days=1), END + timedelta(days=_DAYS)
    return replace(
        plain("revenue", "Revenue outlook", Unit.MONEY, ChartKind.OUTLOOK, points("1550", "380", 120)),
        period=Period(first, last, f"next {_DAYS} days"),
        previous_period=None,
        value=total,
        outlook=outlook,
    )


def _day(index: int, value: Decimal) -> OutlookDay:
    width = Decimal(300 + index // 7 * 25)
    return OutlookDay(END + timedelta(days=index + 1), value, _around(value, width), _around(value, width * 2))


def _around(value: Decimal, width: Decimal) -> Range:
    return Range(value - width, value + width)

"""Bars to look at."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from charts.examples.gauges import ebitda
from charts.examples.lines import cac, revenue
from charts.examples.making import END, one_day, plain, points, relative, total, without
from metrics.answer import (
    Answer,
    ChartKind,
    Grain,
    Part,
    Period,
    Point,
    Status,
    Unit,
)


def bars() -> dict[str, Answer]:
    """Bars of a usual day and of a bad one."""
    bar = orders()
    return {
        "revenue-year": _revenue_of_a_year(),
        "orders": bar,
        "newcustomers-weeks": _new_customers(),
        "cac-by-channel": cac_by_channel(),
        "margin-by-channel": _margin_by_channel(),
        "bar-one-point": one_day(bar, 29),
        "bar-negative": replace(bar, title="Net orders", series=points("3", "9", 30)),
        "bar-missing": without(bar, (0, 9, 10, 17)),
        "bar-many-parts": _many_parts(),
        "bar-no-points": replace(bar, value=None, reason="no orders have been imported yet", series=()),
    }


def orders() -> Answer:
    """A count over 30 days, as bars."""
    series = points("38", "14", 30, whole=True)
    value = total(series)
    answer = plain("orders", "Orders", Unit.COUNT, ChartKind.BAR, series)
    return replace(answer, value=value, previous=Decimal(1203), change=relative(str(value), "1203"))


def cac_by_channel() -> Answer:
    """Parts that were asked for: one bar each, one of them without a value."""
    parts = (
        Part("meta", Decimal("84.12")),
        Part("tiktok", Decimal("131.57")),
        Part("other", None, "there were only 6 new customers, and 20 are needed"),
    )
    return replace(cac(), chart=ChartKind.BAR, dimension="channel", breakdown=parts)


def _revenue_of_a_year() -> Answer:
    days = [date(2025 + (10 + i) // 12, (10 + i) % 12 + 1, 1) for i in range(13)]
    amounts = (9_000, 61_000, 44_500, 43_200, 46_800, 45_900, 48_300, 47_100, 49_800, 51_200, 50_300, 52_700, 36_400)
    series = tuple(Point(day, Decimal(amount)) for day, amount in zip(days, amounts, strict=True))
    return replace(
        revenue(),
        period=Period(date(2025, 11, 22), END, "last 366 days"),
        grain=Grain.MONTH,
        value=total(series),
        series=series,
        previous=Decimal("541200.00"),
        change=relative(str(total(series)), "541200.00"),
        chart=ChartKind.BAR,
    )


def _new_customers() -> Answer:
    series = points("96", "30", 27, whole=True, step=7)
    days = [replace(point, day=point.day - timedelta(days=6)) for point in series]
    # The period begins on a Thursday: its first week is cut.
    first = replace(days[0], day=days[0].day + timedelta(days=3), value=Decimal(41))
    period = Period(first.day, END, "last 186 days")
    whole = (first, *days[1:])
    answer = plain("newcustomers", "New customers", Unit.COUNT, ChartKind.BAR, whole)
    return replace(answer, period=period, grain=Grain.WEEK, value=total(whole), previous=None, change=None)


def _margin_by_channel() -> Answer:
    parts = (
        Part("meta", Decimal("0.182")),
        Part("tiktok", Decimal("-0.094")),
        Part("Affiliates and influencers, second half of the year", Decimal("0.31")),
        Part("other", Decimal(0)),
    )
    answer = replace(ebitda(), title="Margin after ads", chart=ChartKind.BAR, dimension="channel", breakdown=parts)
    return replace(answer, target=None, status=Status.NONE, value=Decimal("0.121"), previous=None)


def _many_parts() -> Answer:
    parts = tuple(Part(f"channel {i}", Decimal(40 + 17 * i % 90)) for i in range(1, 13))
    return replace(cac(), chart=ChartKind.BAR, dimension="channel", breakdown=parts)

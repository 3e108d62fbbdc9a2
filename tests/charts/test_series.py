"""A point is drawn as cut where its week or month is one in part, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from charts.examples import revenue
from charts.page import Page
from charts.series import cut_points
from metrics.answer import Answer, ChartKind, Grain, Period, Point, Unit

MONTHS = [date(2025 + (10 + index) // 12, (10 + index) % 12 + 1, 1) for index in range(12)]
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31), "October")


def by_month(period: Period, months: list[date], value: Decimal | None = None) -> Answer:
    """Revenue by month: of the period the last month's, unless another value is given."""
    series = tuple(Point(month, Decimal(1000 + index)) for index, month in enumerate(months))
    number = series[-1].value if value is None else value
    return replace(
        revenue(), chart=ChartKind.BAR, grain=Grain.MONTH, unit=Unit.MONEY, period=period, value=number, series=series
    )


def test_months_before_the_period_are_whole(
    page_of: Callable[[Answer], Page], words: Callable[[Page], list[str]]
) -> None:
    """Last month's number with the year before it shows twelve whole months, and the days that were asked for."""
    answer = by_month(OCTOBER, MONTHS)

    assert cut_points(answer) == frozenset()
    found = words(page_of(answer))
    assert "Oct 1 – Oct 31, 2026" in found
    assert not any("part of a month" in text for text in found)


def test_a_month_that_is_not_over_is_cut_however_long_the_series() -> None:
    """Ten days of October beside eleven whole months would look like a collapse of sales."""
    to_date = replace(OCTOBER, end=date(2026, 10, 10))

    assert cut_points(by_month(to_date, MONTHS)) == {date(2026, 10, 1)}


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [
        (date(2025, 11, 1), date(2026, 10, 31), set()),
        (date(2025, 11, 2), date(2026, 10, 31), {MONTHS[0]}),
        (date(2025, 11, 1), date(2026, 10, 30), {MONTHS[-1]}),
        (date(2025, 11, 30), date(2026, 10, 1), {MONTHS[0], MONTHS[-1]}),
        (date(2026, 1, 15), date(2026, 10, 31), set()),
    ],
)
def test_an_edge_cuts_the_month_that_it_lies_in(start: date, end: date, cut: set[date]) -> None:
    """A day that is missing at either end makes a month pale; an edge that the series runs past makes none so."""
    whole = sum((Decimal(1000 + index) for index in range(12)), Decimal(0))

    assert cut_points(by_month(Period(start, end, "a year"), MONTHS, whole)) == cut

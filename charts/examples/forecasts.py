"""Numbers against their forecast to look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from charts.examples.lines import revenue
from charts.examples.making import scaled
from metrics.answer import (
    AgainstForecast,
    Answer,
    Change,
    ChangeKind,
    ChartKind,
    Comparison,
    Landing,
    Period,
    PlannedMonth,
    Unit,
    Variance,
)

_PLAN = (122, 136, 140, 149, 154, 154, 124, 134, 166, 183, 221, 235)
_CAME = (126, 125, 136, 145, 162, 161, 154, 165, 169, 191, 148)
_DONE = Decimal("0.71")


def forecasts() -> dict[str, Answer]:
    """Against a forecast with three cases, with one, and of a share."""
    usual = revenue_against_forecast()
    return {
        "forecast": usual,
        "forecast-one-case": _with_months(usual, low=None, high=None),
        "forecast-share": _share(usual),
        "forecast-next-year-alone": _with_months(usual, actual=None, expected=None, through=None, is_running=False),
    }


def revenue_against_forecast() -> Answer:
    """A month that runs behind its plan, in a year that ran ahead of it."""
    months = tuple(_month(index) for index in range(12))
    actual, expected = Decimal(_CAME[-1] * 1000), Decimal(_PLAN[len(_CAME) - 1] * 1000) * _DONE
    landing = Landing(2026, Decimal(1_981_090), Decimal(1_951_120), Decimal(2_005_000), Decimal(1_918_000))
    return replace(
        revenue(),
        chart=ChartKind.FORECAST,
        period=Period(date(2026, 11, 1), date(2026, 11, 22), "month to date"),
        comparison=Comparison.FORECAST,
        value=actual,
        previous=expected,
        previous_period=None,
        change=Change(actual / expected - 1, ChangeKind.RELATIVE),
        has_forecast=True,
        forecast=AgainstForecast(months, landing),
    )


def _month(index: int) -> PlannedMonth:
    month, plan = date(2026, index + 1, 1), Decimal(_PLAN[index] * 1000)
    planned = PlannedMonth(month, plan, plan * 9 / 10, plan * 108 / 100)
    if index >= len(_CAME):
        return planned
    actual, is_running = Decimal(_CAME[index] * 1000), index == len(_CAME) - 1
    expected = plan * _DONE if is_running else plan
    apart = Variance(actual - expected, actual / expected - 1, actual > expected)
    through = date(2026, 11, 22) if is_running else month.replace(day=28)
    return replace(planned, actual=actual, expected=expected, variance=apart, through=through, is_running=is_running)


def _share(usual: Answer) -> Answer:
    share = scaled(usual, Decimal("0.000004"))
    return replace(
        share,
        title="Gross margin",
        unit=Unit.FRACTION,
        value=Decimal("0.6412"),
        previous=Decimal("0.6566"),
        change=Change(Decimal("-0.0154"), ChangeKind.POINTS),
    )


def _with_months(usual: Answer, **changes: object) -> Answer:
    months = usual.forecast.months if usual.forecast else ()
    changed = tuple(replace(month, **changes) for month in months)  # type: ignore[arg-type]  # any of its fields
    return replace(usual, forecast=AgainstForecast(changed))

"""Numbers with a sparkline to look at."""

from dataclasses import replace
from decimal import Decimal

from charts.examples.gauges import ltv_to_cac
from charts.examples.making import plain, points, relative
from metrics.answer import Answer, ChartKind, Levels, Status, Target, Unit


def numbers() -> dict[str, Answer]:
    """Numbers of a usual day and of a bad one."""
    usual = cash()
    status = replace(ltv_to_cac(), chart=ChartKind.NUMBER)
    reason = "no bank balance has been imported for these days"
    return {
        "cash": usual,
        "number-status": status,
        "number-no-change": replace(status, previous=None, change=None),
        "number-no-series": replace(usual, series=()),
        "number-no-value": replace(usual, value=None, reason=reason, series=()),
    }


def cash() -> Answer:
    """What is in the bank, on each day."""
    series = points("412000", "16000", 30, last="402518.40")
    return replace(
        plain("cash", "Cash", Unit.MONEY, ChartKind.NUMBER, series),
        previous=Decimal("438120.00"),
        change=relative("402518.40", "438120.00"),
        target=Target(Decimal(300_000)),
        levels=Levels(warning=Decimal(250_000)),
        status=Status.ON_TARGET,
    )

"""Gauges to look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from charts.examples.making import flat, plain, points, relative, with_gaps
from metrics.answer import Answer, Change, ChangeKind, ChartKind, Direction, Freshness, Levels, Status, Target, Unit


def gauges() -> dict[str, Answer]:
    """Gauges of a usual day and of a bad one."""
    usual = ltv_to_cac()
    none = replace(usual, value=None, previous=None, change=None, status=Status.NONE)
    reason = "there were only 12 new customers in these days, and 20 are needed before a cost means something"
    refunds = refund_rate()
    return {
        "ltvcac": usual,
        "refundrate": refunds,
        "grossmargin": gross_margin(),
        "gauge-no-value": replace(none, reason=reason, series=with_gaps(usual.series, range(12, 30))),
        "gauge-empty": replace(none, reason="Meta's spend is not connected", series=()),
        "gauge-beyond": replace(usual, value=Decimal("83.4"), status=Status.ON_TARGET),
        "gauge-negative": ebitda(),
        "gauge-zero": replace(refunds, value=Decimal(0), status=Status.ON_TARGET, series=flat(refunds, "0")),
        "gauge-runway": _runway(),
    }


def ltv_to_cac() -> Answer:
    """The gauge that everybody asks for."""
    series = points("4.0", "0.3", 30, last="4.21")
    return replace(
        plain("ltvcac", "LTV:CAC", Unit.RATIO, ChartKind.GAUGE, series),
        previous=Decimal("3.94"),
        change=relative("4.21", "3.94"),
        target=Target(Decimal(5)),
        levels=Levels(warning=Decimal(4), critical=Decimal(3)),
        status=Status.OFF_TARGET,
        trailing_days=30,
    )


def refund_rate() -> Answer:
    """A share that is better low."""
    answer = plain("refundrate", "Refund rate", Unit.FRACTION, ChartKind.GAUGE, points("0.071", "0.02", 30))
    return replace(
        answer,
        direction=Direction.DOWN_IS_GOOD,
        value=Decimal("0.0784"),
        previous=Decimal("0.0612"),
        change=Change(Decimal("0.0172"), ChangeKind.POINTS),
        target=Target(Decimal("0.05")),
        levels=Levels(warning=Decimal("0.07"), critical=Decimal("0.10")),
        status=Status.WARNING,
        freshness=Freshness(date(2026, 11, 20), 2, "refunds are in through Nov 20"),
    )


def gross_margin() -> Answer:
    """A share with a target that it meets."""
    answer = plain("grossmargin", "Gross margin", Unit.FRACTION, ChartKind.GAUGE, points("0.68", "0.03", 30))
    return replace(
        answer,
        value=Decimal("0.682"),
        previous=Decimal("0.667"),
        change=Change(Decimal("0.015"), ChangeKind.POINTS),
        target=Target(Decimal("0.65")),
        status=Status.ON_TARGET,
    )


def ebitda() -> Answer:
    """A margin below zero."""
    return replace(
        gross_margin(),
        title="EBITDA margin",
        value=Decimal("-0.124"),
        previous=Decimal("-0.09"),
        change=None,
        target=Target(Decimal("0.30")),
        status=Status.OFF_TARGET,
        series=points("-0.1", "0.12", 30),
    )


def _runway() -> Answer:
    return replace(
        gross_margin(),
        title="Cash runway",
        unit=Unit.MONTHS,
        value=Decimal("5.4"),
        previous=Decimal("6.8"),
        change=relative("5.4", "6.8"),
        target=Target(Decimal(12)),
        levels=Levels(warning=Decimal(9), critical=Decimal(6)),
        status=Status.CRITICAL,
        series=points("6.2", "0.7", 30, last="5.4"),
    )

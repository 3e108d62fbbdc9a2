"""Cohort curves and heat maps to look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from charts.examples.making import END, plain, points
from metrics.answer import Answer, Change, ChangeKind, ChartKind, Cohort, Period, Unit

_SIZES = (412, 388, 455, 530, 498, 610, 702, 655, 720, 810, 1204, 760)
_FALL = ("1", "0.31", "0.24", "0.201", "0.178", "0.164", "0.155", "0.149", "0.144", "0.141", "0.138", "0.136")


def cohorts() -> dict[str, Answer]:
    """Cohorts of a usual year and of odd ones."""
    usual = retention_by_cohort()
    two_years = tuple(replace(cohort, month=cohort.month.replace(year=2025)) for cohort in usual.cohorts)
    nothing = replace(usual.cohorts[-1], values=(None,))
    return {
        "cohort-curves": usual,
        "heat-map": replace(usual, chart=ChartKind.HEAT_MAP),
        "cohort-curves-ltv": _value_by_cohort(),
        "heat-map-ltv": replace(_value_by_cohort(), chart=ChartKind.HEAT_MAP),
        "heat-map-two-years": replace(usual, chart=ChartKind.HEAT_MAP, cohorts=(*two_years, *usual.cohorts)),
        "heat-map-few": replace(usual, chart=ChartKind.HEAT_MAP, cohorts=usual.cohorts[-3:]),
        "heat-map-unclosed": replace(usual, chart=ChartKind.HEAT_MAP, cohorts=(nothing,)),
        "cohort-curves-one": replace(usual, cohorts=usual.cohorts[-1:]),
    }


def retention_by_cohort() -> Answer:
    """How many of each month's new customers ordered again in each month that followed."""
    found = tuple(_cohort(index) for index in range(12))
    return replace(
        plain("retention", "Retention by cohort", Unit.FRACTION, ChartKind.COHORT_CURVES, points("0.2", "0.02", 30)),
        period=Period(date(2025, 12, 1), END, "the last 12 months"),
        value=Decimal("0.2581"),
        previous=Decimal("0.2544"),
        change=Change(Decimal("0.0037"), ChangeKind.POINTS),
        cohorts=found,
    )


def _cohort(index: int) -> Cohort:
    """The cohort of the month that lies `11 - index` months before November, whose last month is not closed."""
    month = date(2025 + (11 + index) // 12, (11 + index) % 12 + 1, 1)
    better = Decimal(1) + Decimal(index * 7 % 5 - 2) / 20 + Decimal(index) / 60
    closed = [Decimal(1), *((Decimal(share) * better).quantize(Decimal("0.0001")) for share in _FALL[1 : 12 - index])]
    # One month in which nobody came back, which is not the same as one that isn't over.
    closed = [Decimal(0) if (index, age) == (7, 3) else value for age, value in enumerate(closed)]
    return Cohort(month, _SIZES[index], (*closed, None))


def _value_by_cohort() -> Answer:
    usual = retention_by_cohort()
    worth = tuple(
        replace(cohort, values=tuple(None if v is None else _worth(cohort, i) for i, v in enumerate(cohort.values)))
        for cohort in usual.cohorts[-7:]
    )
    return replace(
        usual,
        title="Lifetime value by cohort",
        unit=Unit.MONEY,
        value=Decimal("131.40"),
        previous=Decimal("124.10"),
        change=Change(Decimal("0.0588"), ChangeKind.RELATIVE),
        cohorts=worth,
    )


def _worth(cohort: Cohort, age: int) -> Decimal:
    return Decimal(62 + 17 * age - age * age) + Decimal(cohort.customers) / 40

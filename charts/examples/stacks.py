"""Stacked bars to look at."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from charts.examples.making import END, plain, points, total, with_gaps
from metrics.answer import Answer, Change, ChangeKind, ChartKind, Grain, Part, Period, Point, Unit


def stacks() -> dict[str, Answer]:
    """Stacked bars of a usual day and of a bad one."""
    usual = new_and_returning()
    return {
        "new-and-returning": usual,
        "stack-weeks": _weeks(),
        "stack-months": _months(),
        "stack-both-ways": _mrr_movements(),
        "stack-many-parts": _many_parts(),
    }


def new_and_returning() -> Answer:
    """Customers of 30 days by whether they had bought before."""
    new = points("18", "7", 30, whole=True)
    returning = points("29", "9", 30, whole=True, phase=2)
    return stacked_answer("customers", "New and returning customers", Unit.COUNT, {"new": new, "returning": returning})


def stacked_answer(metric: str, title: str, unit: Unit, parts: dict[str, tuple[Point, ...]]) -> Answer:
    """An answer whose series and value are the sums of its parts."""
    sums = tuple(
        Point(day[0].day, sum((point.value for point in day if point.value is not None), Decimal(0)))
        for day in zip(*parts.values(), strict=True)
    )
    return replace(
        plain(metric, title, unit, ChartKind.STACKED_BAR, sums),
        value=total(sums),
        previous=(total(sums) * Decimal("0.93")).quantize(Decimal(1)),
        change=Change(Decimal("0.0753"), ChangeKind.RELATIVE),
        dimension="customer",
        breakdown=tuple(Part(name, total(series), series=series) for name, series in parts.items()),
    )


def _weeks() -> Answer:
    parts = {
        "new": points("120", "30", 13, whole=True, step=7),
        "returning": with_gaps(points("210", "40", 13, whole=True, step=7, phase=3), (2, 3, 4)),
        "wholesale": with_gaps(points("30", "8", 13, whole=True, step=7), range(13)),
    }
    return _of_weeks(stacked_answer("customers", "Customers", Unit.COUNT, parts))


def _months() -> Answer:
    days = [date(2026, month, 1) for month in range(6, 12)]
    new = tuple(Point(day, Decimal(400 + 30 * i)) for i, day in enumerate(days[:-1]))
    old = tuple(Point(day, Decimal(700 + 90 * i)) for i, day in enumerate(days[:-1]))
    parts = {
        "new": (*new, Point(days[-1], Decimal(310))),
        "returning": (*old, Point(days[-1], Decimal(640))),
    }
    answer = stacked_answer("customers", "Customers", Unit.COUNT, parts)
    return replace(answer, grain=Grain.MONTH, period=Period(days[0], END, "since June"))


def _of_weeks(answer: Answer) -> Answer:
    """The same points, each six days earlier, as the sums of weeks."""
    back = timedelta(days=6)

    def moved(series: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(replace(point, day=point.day - back) for point in series)

    series = moved(answer.series)
    parts = tuple(replace(part, series=moved(part.series)) for part in answer.breakdown)
    period = Period(series[0].day, END, "last 13 weeks")
    return replace(answer, grain=Grain.WEEK, period=period, series=series, breakdown=parts)


def _mrr_movements() -> Answer:
    up, down = points("2100", "700", 12, step=7), points("-1300", "500", 12, step=7, phase=1)
    grown = points("600", "300", 12, step=7, phase=4)
    parts = {"new subscriptions": up, "expansion": grown, "churned": down}
    return _of_weeks(stacked_answer("mrr", "MRR movements", Unit.MONEY, parts))


def _many_parts() -> Answer:
    parts = {f"channel {i}": points(str(30 + 13 * i % 70), "9", 30, phase=i) for i in range(9)}
    return stacked_answer("revenue", "Revenue", Unit.MONEY, parts)

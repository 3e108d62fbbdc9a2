"""Lines to look at."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from math import sin

from charts.examples.making import END, flat, one_day, plain, points, relative, scaled, total, with_gaps, without
from metrics.answer import (
    Annotation,
    Answer,
    Change,
    ChangeKind,
    ChartKind,
    Direction,
    Part,
    Point,
    Status,
    Target,
    Unit,
)


def lines() -> dict[str, Answer]:
    """Lines of a usual day and of a bad one."""
    line = revenue()
    title = "Two $ signs in $ " + line.title + " of every shop that we ever had"
    missing = with_gaps(line.series, range(30))
    return {
        "revenue": line,
        "mrr": _mrr(),
        "cac": cac(),
        "spend-by-channel": spend_by_channel(),
        "retention": _retention(),
        "line-before": _with_before(),
        "line-incidents": _with_incidents(),
        "line-gaps": without(line, (4, 5, 6, 12, 14, 20, 28)),
        "line-one-point": one_day(line, 29),
        "line-no-points": replace(line, value=None, reason="no orders have been imported yet", series=missing),
        "line-constant": replace(line, series=flat(line, "1250"), value=Decimal(37500), previous=None),
        "line-negative": replace(line, title="Net revenue", series=points("-1200", "400", 30)),
        "line-huge": scaled(line, Decimal("1e9")),
        "line-tiny": _tiny(),
        "line-long-title": replace(line, title=title),
    }


def revenue() -> Answer:
    """A sum over 30 days, and its days."""
    series = points("1600", "380", 30)
    value = total(series)
    return replace(
        plain("revenue", "Revenue", Unit.MONEY, ChartKind.LINE, series),
        value=value,
        previous=Decimal("43100.20"),
        change=relative(str(value), "43100.20"),
    )


def spend_by_channel() -> Answer:
    """Parts that carry their series, to be drawn as lines."""
    bases = (("meta", "410", "90"), ("tiktok", "230", "60"), ("other", "55", "25"))
    parts = [(name, points(base, swing, 30, phase=len(name))) for name, base, swing in bases]
    return replace(
        plain("spend", "Ad spend", Unit.MONEY, ChartKind.LINE, parts[0][1]),
        direction=Direction.NEUTRAL,
        value=sum((total(series) for _, series in parts), Decimal(0)),
        previous=Decimal("19850.00"),
        change=Change(Decimal("0.047"), ChangeKind.RELATIVE),
        dimension="channel",
        breakdown=tuple(Part(name, total(series), series=series) for name, series in parts),
    )


def cac() -> Answer:
    """A cost with a target that it misses."""
    answer = plain("cac", "CAC", Unit.MONEY, ChartKind.LINE, points("92", "9", 30, last="97.42"))
    return replace(
        answer,
        direction=Direction.DOWN_IS_GOOD,
        value=Decimal("97.42"),
        previous=Decimal("88.03"),
        change=relative("97.42", "88.03"),
        target=Target(Decimal(90)),
        status=Status.OFF_TARGET,
        trailing_days=30,
    )


def _with_before() -> Answer:
    line = revenue()
    before = points("1450", "260", 30, phase=2)
    days = [replace(point, day=point.day - timedelta(days=30)) for point in before]
    return replace(line, previous_series=tuple(days))


def _with_incidents() -> Answer:
    texts = {6: "no ad spend rows", 7: "no ad spend rows", 21: "refunds came twice", 22: "Shopify was down for hours"}
    line = cac()
    return replace(line, annotations=tuple(Annotation(line.series[i].day, text) for i, text in texts.items()))


def _mrr() -> Answer:
    series = tuple(
        Point(END - timedelta(days=29 - i), Decimal(91_200) + 62 * i + Decimal(str(round(140 * sin(i), 2))))
        for i in range(30)
    )
    answer = plain("mrr", "MRR", Unit.MONEY, ChartKind.LINE, series)
    return replace(
        answer,
        value=series[-1].value,
        previous=Decimal("91010.00"),
        change=relative(str(series[-1].value), "91010.00"),
    )


def _retention() -> Answer:
    bases = (("30 days", "0.142", "0.02"), ("60 days", "0.214", "0.018"), ("90 days", "0.263", "0.016"))
    parts = [(name, points(base, swing, 30)) for name, base, swing in bases]
    answer = plain("retention", "Retention (90 days)", Unit.FRACTION, ChartKind.LINE, parts[-1][1])
    return replace(
        answer,
        value=Decimal("0.2581"),
        previous=Decimal("0.2544"),
        change=Change(Decimal("0.0037"), ChangeKind.POINTS),
        trailing_days=30,
        dimension="days since the first order",
        breakdown=tuple(Part(name, series[-1].value, series=series) for name, series in parts),
    )


def _tiny() -> Answer:
    answer = plain("ctr", "Click-through rate", Unit.FRACTION, ChartKind.LINE, points("0.0001", "0", 30))
    return replace(answer, previous=Decimal("0.0001"), change=Change(Decimal(0), ChangeKind.POINTS))

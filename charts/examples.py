"""Answers to look at: what a shop's numbers look like, and what they look like on a bad day. For eyes and for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import sin

from metrics.answer import (
    Answer,
    Change,
    ChangeKind,
    ChartKind,
    Direction,
    Freshness,
    Grain,
    Levels,
    Part,
    Period,
    Point,
    Snapshot,
    Status,
    Target,
    Unit,
)

_END = date(2026, 11, 22)
_MONTH = Period(date(2026, 10, 24), _END, "last 30 days")
_BEFORE = Period(date(2026, 9, 24), date(2026, 10, 23), "the 30 days before")
_SNAPSHOT = Snapshot(118, datetime(2026, 11, 23, 6, 10, tzinfo=UTC))


def examples() -> Mapping[str, Answer]:
    """Answers by a name that says what they show."""
    return {**_shop(), **_odd()}


def _shop() -> dict[str, Answer]:
    return {
        "ltvcac": ltv_to_cac(),
        "refundrate": _refund_rate(),
        "grossmargin": _gross_margin(),
        "revenue": revenue(),
        "revenue-year": _revenue_of_a_year(),
        "mrr": _mrr(),
        "cac": _cac(),
        "spend-by-channel": spend_by_channel(),
        "retention": _retention(),
        "orders": orders(),
        "newcustomers-weeks": _new_customers(),
        "cac-by-channel": cac_by_channel(),
        "margin-by-channel": _margin_by_channel(),
    }


def _odd() -> dict[str, Answer]:
    gauge, line, bar = ltv_to_cac(), revenue(), orders()
    none = replace(gauge, value=None, previous=None, change=None, status=Status.NONE)
    reason = "there were only 12 new customers in these days, and 20 are needed before a cost means something"
    return {
        "gauge-no-value": replace(none, reason=reason, series=with_gaps(gauge.series, range(12, 30))),
        "gauge-empty": replace(none, reason="Meta's spend is not connected", series=()),
        "gauge-beyond": replace(gauge, value=Decimal("83.4"), status=Status.ON_TARGET),
        "gauge-negative": _ebitda(),
        "gauge-zero": replace(_refund_rate(), value=Decimal(0), status=Status.ON_TARGET, series=_flat("0")),
        "gauge-runway": _runway(),
        "line-gaps": _with_gaps(line, (4, 5, 6, 12, 14, 20, 28)),
        "line-one-point": _one_day(line, 29),
        "line-no-points": replace(line, value=None, reason="no orders have been imported yet", series=_none()),
        "line-constant": replace(line, series=_flat("1250"), value=Decimal(37500), previous=None),
        "line-negative": replace(line, title="Net revenue", series=points("-1200", "400", 30)),
        "line-huge": scaled(line, Decimal("1e9")),
        "line-tiny": _tiny(),
        "line-long-title": replace(line, title="Two $ signs in $ " + line.title + " of every shop that we ever had"),
        "bar-one-point": _one_day(bar, 29),
        "bar-negative": replace(bar, title="Net orders", series=points("3", "9", 30)),
        "bar-missing": _with_gaps(bar, (0, 9, 10, 17)),
        "bar-many-parts": _many_parts(),
        "bar-no-points": replace(bar, value=None, reason="no orders have been imported yet", series=()),
    }


def ltv_to_cac() -> Answer:
    """The gauge that everybody asks for."""
    return Answer(
        metric="ltvcac",
        title="LTV:CAC",
        unit=Unit.RATIO,
        currency="CAD",
        direction=Direction.UP_IS_GOOD,
        chart=ChartKind.GAUGE,
        definition="ltv / cac",
        doc="What a customer is worth for each dollar that it cost.",
        period=_MONTH,
        value=Decimal("4.21"),
        previous_period=_BEFORE,
        previous=Decimal("3.94"),
        change=_relative("4.21", "3.94"),
        target=Target(Decimal(5)),
        levels=Levels(warning=Decimal(4), critical=Decimal(3)),
        status=Status.OFF_TARGET,
        trailing_days=30,
        series=points("4.0", "0.3", 30, last="4.21"),
        freshness=Freshness(_END, 0),
        snapshot=_SNAPSHOT,
    )


def revenue() -> Answer:
    """A sum over 30 days, and its days."""
    series = points("1600", "380", 30)
    value = _total(series)
    return replace(
        _plain("revenue", "Revenue", Unit.MONEY, ChartKind.LINE, series),
        value=value,
        previous=Decimal("43100.20"),
        change=_relative(str(value), "43100.20"),
    )


def orders() -> Answer:
    """A count over 30 days, as bars."""
    series = points("38", "14", 30, whole=True)
    value = _total(series)
    answer = _plain("orders", "Orders", Unit.COUNT, ChartKind.BAR, series)
    return replace(answer, value=value, previous=Decimal(1203), change=_relative(str(value), "1203"))


def spend_by_channel() -> Answer:
    """Parts that carry their series, to be drawn as lines."""
    bases = (("meta", "410", "90"), ("tiktok", "230", "60"), ("other", "55", "25"))
    parts = [(name, points(base, swing, 30, phase=len(name))) for name, base, swing in bases]
    return replace(
        _plain("spend", "Ad spend", Unit.MONEY, ChartKind.LINE, parts[0][1]),
        direction=Direction.NEUTRAL,
        value=sum((_total(series) for _, series in parts), Decimal(0)),
        previous=Decimal("19850.00"),
        change=Change(Decimal("0.047"), ChangeKind.RELATIVE),
        dimension="channel",
        breakdown=tuple(Part(name, _total(series), series=series) for name, series in parts),
    )


def cac_by_channel() -> Answer:
    """Parts that were asked for: one bar each, one of them without a value."""
    parts = (
        Part("meta", Decimal("84.12")),
        Part("tiktok", Decimal("131.57")),
        Part("other", None, "there were only 6 new customers, and 20 are needed"),
    )
    return replace(_cac(), chart=ChartKind.BAR, dimension="channel", breakdown=parts)


def points(
    base: str, swing: str, count: int, *, last: str | None = None, whole: bool = False, phase: int = 0, step: int = 1
) -> tuple[Point, ...]:
    """A series that ends on the last day: a level, a wave of weeks and a slow one; the same every time."""
    steps = [sin(0.9 * i + phase) * 0.6 + sin(0.21 * i + phase) * 0.7 for i in range(count)]
    exact = Decimal(1) if whole else Decimal("0.0001")
    values = [(Decimal(base) + Decimal(swing) * Decimal(move)).quantize(exact) for move in steps]
    if last is not None:
        values[-1] = Decimal(last)
    return tuple(Point(_END - timedelta(days=(count - 1 - i) * step), value) for i, value in enumerate(values))


def with_gaps(series: Sequence[Point], missing: Sequence[int]) -> tuple[Point, ...]:
    """The series without the values at some places."""
    return tuple(replace(point, value=None) if i in missing else point for i, point in enumerate(series))


def scaled(answer: Answer, factor: Decimal) -> Answer:
    """The answer with every amount of its value and series multiplied."""
    series = tuple(
        replace(point, value=None if point.value is None else point.value * factor) for point in answer.series
    )
    value = None if answer.value is None else answer.value * factor
    previous = None if answer.previous is None else answer.previous * factor
    return replace(answer, value=value, previous=previous, series=series)


def _plain(metric: str, title: str, unit: Unit, chart: ChartKind, series: tuple[Point, ...]) -> Answer:
    return replace(
        ltv_to_cac(),
        metric=metric,
        title=title,
        unit=unit,
        chart=chart,
        series=series,
        target=None,
        levels=Levels(),
        status=Status.NONE,
        trailing_days=None,
    )


def _refund_rate() -> Answer:
    answer = _plain("refundrate", "Refund rate", Unit.FRACTION, ChartKind.GAUGE, points("0.071", "0.02", 30))
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


def _gross_margin() -> Answer:
    answer = _plain("grossmargin", "Gross margin", Unit.FRACTION, ChartKind.GAUGE, points("0.68", "0.03", 30))
    return replace(
        answer,
        value=Decimal("0.682"),
        previous=Decimal("0.667"),
        change=Change(Decimal("0.015"), ChangeKind.POINTS),
        target=Target(Decimal("0.65")),
        status=Status.ON_TARGET,
    )


def _ebitda() -> Answer:
    return replace(
        _gross_margin(),
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
        _gross_margin(),
        title="Cash runway",
        unit=Unit.MONTHS,
        value=Decimal("5.4"),
        previous=Decimal("6.8"),
        change=_relative("5.4", "6.8"),
        target=Target(Decimal(12)),
        levels=Levels(warning=Decimal(9), critical=Decimal(6)),
        status=Status.CRITICAL,
        series=points("6.2", "0.7", 30, last="5.4"),
    )


def _revenue_of_a_year() -> Answer:
    days = [date(2025 + (10 + i) // 12, (10 + i) % 12 + 1, 1) for i in range(13)]
    amounts = (9_000, 61_000, 44_500, 43_200, 46_800, 45_900, 48_300, 47_100, 49_800, 51_200, 50_300, 52_700, 36_400)
    series = tuple(Point(day, Decimal(amount)) for day, amount in zip(days, amounts, strict=True))
    return replace(
        revenue(),
        period=Period(date(2025, 11, 22), _END, "last 366 days"),
        grain=Grain.MONTH,
        value=_total(series),
        series=series,
        previous=Decimal("541200.00"),
        change=_relative(str(_total(series)), "541200.00"),
        chart=ChartKind.BAR,
    )


def _mrr() -> Answer:
    series = tuple(
        Point(_END - timedelta(days=29 - i), Decimal(91_200) + 62 * i + Decimal(str(round(140 * sin(i), 2))))
        for i in range(30)
    )
    answer = _plain("mrr", "MRR", Unit.MONEY, ChartKind.LINE, series)
    return replace(
        answer,
        value=series[-1].value,
        previous=Decimal("91010.00"),
        change=_relative(str(series[-1].value), "91010.00"),
    )


def _cac() -> Answer:
    answer = _plain("cac", "CAC", Unit.MONEY, ChartKind.LINE, points("92", "9", 30, last="97.42"))
    return replace(
        answer,
        direction=Direction.DOWN_IS_GOOD,
        value=Decimal("97.42"),
        previous=Decimal("88.03"),
        change=_relative("97.42", "88.03"),
        target=Target(Decimal(90)),
        status=Status.OFF_TARGET,
        trailing_days=30,
    )


def _retention() -> Answer:
    bases = (("30 days", "0.142", "0.02"), ("60 days", "0.214", "0.018"), ("90 days", "0.263", "0.016"))
    parts = [(name, points(base, swing, 30)) for name, base, swing in bases]
    answer = _plain("retention", "Retention (90 days)", Unit.FRACTION, ChartKind.LINE, parts[-1][1])
    return replace(
        answer,
        value=Decimal("0.2581"),
        previous=Decimal("0.2544"),
        change=Change(Decimal("0.0037"), ChangeKind.POINTS),
        trailing_days=30,
        dimension="days since the first order",
        breakdown=tuple(Part(name, series[-1].value, series=series) for name, series in parts),
    )


def _new_customers() -> Answer:
    series = points("96", "30", 27, whole=True, step=7)
    days = [replace(point, day=point.day - timedelta(days=6)) for point in series]
    # The period begins on a Thursday: its first week is cut.
    first = replace(days[0], day=days[0].day + timedelta(days=3), value=Decimal(41))
    period = Period(first.day, _END, "last 186 days")
    whole = (first, *days[1:])
    answer = _plain("newcustomers", "New customers", Unit.COUNT, ChartKind.BAR, whole)
    return replace(answer, period=period, grain=Grain.WEEK, value=_total(whole), previous=None, change=None)


def _margin_by_channel() -> Answer:
    parts = (
        Part("meta", Decimal("0.182")),
        Part("tiktok", Decimal("-0.094")),
        Part("Affiliates and influencers, second half of the year", Decimal("0.31")),
        Part("other", Decimal(0)),
    )
    answer = replace(_ebitda(), title="Margin after ads", chart=ChartKind.BAR, dimension="channel", breakdown=parts)
    return replace(answer, target=None, status=Status.NONE, value=Decimal("0.121"), previous=None)


def _many_parts() -> Answer:
    parts = tuple(Part(f"channel {i}", Decimal(40 + 17 * i % 90)) for i in range(1, 13))
    return replace(_cac(), chart=ChartKind.BAR, dimension="channel", breakdown=parts)


def _one_day(answer: Answer, index: int) -> Answer:
    point = answer.series[index]
    day = Period(point.day, point.day, "yesterday")
    return replace(answer, series=(point,), value=point.value, period=day, previous=None, change=None)


def _tiny() -> Answer:
    answer = _plain("ctr", "Click-through rate", Unit.FRACTION, ChartKind.LINE, _flat("0.0001"))
    return replace(
        answer, value=Decimal("0.0001"), previous=Decimal("0.0001"), change=Change(Decimal(0), ChangeKind.POINTS)
    )


def _with_gaps(answer: Answer, missing: Sequence[int]) -> Answer:
    series = with_gaps(answer.series, missing)
    return replace(answer, series=series, value=_total(series), previous=None, change=None)


def _none() -> tuple[Point, ...]:
    return with_gaps(revenue().series, range(30))


def _flat(value: str) -> tuple[Point, ...]:
    return tuple(replace(point, value=Decimal(value)) for point in revenue().series)


def _total(series: Sequence[Point]) -> Decimal:
    return sum((point.value for point in series if point.value is not None), Decimal(0))


def _relative(value: str, previous: str) -> Change:
    return Change(Decimal(value) / Decimal(previous) - 1, ChangeKind.RELATIVE)

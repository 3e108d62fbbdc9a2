"""What moved a number, step by step."""

from dataclasses import replace
from decimal import Decimal

from charts.examples.making import plain, points
from metrics.answer import (
    Answer,
    Cause,
    Change,
    ChangeKind,
    ChartKind,
    Direction,
    Step,
    Steps,
    Unit,
    Why,
)


def waterfalls() -> dict[str, Answer]:
    """A cost that rose, a rate that hardly moved, a sum that fell, and one whose reasons are not known."""
    cac = why_cac_rose()
    untold = replace(cac, why=None, previous=None, change=None)
    return {"why-cac": cac, "why-aov": _aov(), "why-mrr": _mrr(), "why-untold": untold}


def why_cac_rose() -> Answer:
    """More was spent on one channel, and another brought fewer customers."""
    steps = (
        _step("12.58", "meta", "ad spend", ("18200", "26400"), Unit.MONEY),
        _step("4.61", "tiktok", "new customers", ("220", "180")),
        _step("1.10", "other", "new customers", ("96", "86")),
        _step("-0.71", "meta", "new customers", ("301", "307")),
        _step("-0.40", "tiktok", "ad spend", ("9100", "8830"), Unit.MONEY),
    )
    return _told("cac", "CAC", Direction.DOWN_IS_GOOD, ("74.02", "91.20"), Steps("By channel and input", steps))


def _aov() -> Answer:
    rates = (
        _step("0.62", "meta", "Average order value", ("61.10", "62.31"), Unit.MONEY),
        _step("-0.41", "tiktok", "share of orders", ("0.31", "0.36"), Unit.FRACTION),
        _step("-0.12", "other", "Average order value", ("70.02", "69.40"), Unit.MONEY),
    )
    steps = tuple(
        replace(rate, cause=cause) for rate, cause in zip(rates, (Cause.RATE, Cause.MIX, Cause.RATE), strict=True)
    )
    return _told("aov", "Average order value", Direction.UP_IS_GOOD, ("62.40", "62.49"), Steps("By channel", steps))


def _mrr() -> Answer:
    moves = {"churned MRR": "-3100", "new MRR": "1200", "contraction MRR": "-640", "expansion MRR": "310"}
    steps = tuple(Step(of, Decimal(value), now=Decimal(value), unit=Unit.MONEY) for of, value in moves.items())
    return _told("mrr", "MRR", Direction.UP_IS_GOOD, ("51230", "49000"), Steps("By input", steps))


def _told(metric: str, title: str, direction: Direction, ends: tuple[str, str], steps: Steps) -> Answer:
    before, now = map(Decimal, ends)
    return replace(
        plain(metric, title, Unit.MONEY, ChartKind.WATERFALL, points(ends[1], "0", 1)),
        direction=direction,
        value=now,
        previous=before,
        change=Change((now - before) / before, ChangeKind.RELATIVE),
        why=Why(steps, (), "Exact: the steps come to the change."),
        series=(),
    )


def _step(effect: str, member: str, of: str, ends: tuple[str, str], unit: Unit = Unit.COUNT) -> Step:
    points = (Decimal(effect) / Decimal("74.02")).quantize(Decimal("0.001"))
    before, now = map(Decimal, ends)
    return Step(of, Decimal(effect), Cause.AMOUNT, member, points, before, now, unit)

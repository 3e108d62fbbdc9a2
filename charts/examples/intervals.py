"""Bars with intervals to look at."""

from dataclasses import replace
from decimal import Decimal

from charts.examples.making import plain, points
from metrics.answer import Answer, ChartKind, Part, Range, Unit


def intervals() -> dict[str, Answer]:
    """The lifts of three variants, one that there is nothing to say of, and one alone."""
    usual = lifts()
    none = Part("tiktok landing", None, "the control has none")
    return {
        "intervals": usual,
        "intervals-one": replace(usual, breakdown=usual.breakdown[:1]),
        "intervals-no-value": replace(usual, breakdown=(*usual.breakdown, none)),
    }


def lifts() -> Answer:
    """One found, one open, one harmful."""
    found = (
        ("one page", "0.126", "0.028", "0.233"),
        ("wallets first", "0.031", "-0.052", "0.12"),
        ("no guests", "-0.09", "-0.16", "-0.014"),
    )
    parts = tuple(
        Part(name, Decimal(value), interval=Range(Decimal(low), Decimal(high))) for name, value, low, high in found
    )
    lift = plain("experiment", "Lift against the control", Unit.FRACTION, ChartKind.INTERVALS, points("0.1", "0.01", 2))
    return replace(
        lift,
        value=parts[0].value,
        series=(),
        previous=None,
        change=None,
        breakdown=parts,
        dimension="variant",
        band="the always-valid interval",
    )

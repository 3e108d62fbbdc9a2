"""Pies to look at."""

from dataclasses import replace
from decimal import Decimal

from charts.examples.lines import revenue
from metrics.answer import Answer, ChartKind, Part


def pies() -> dict[str, Answer]:
    """Pies of a usual day and of a bad one."""
    usual = revenue_by_channel()
    names = ("meta", "google", "email", "tiktok", "direct", "affiliates", "podcast", "print", "fairs")
    many = tuple(Part(name, Decimal(8700 - 860 * i)) for i, name in enumerate(names))
    silent = tuple(Part(name, None, "is not connected") for name in names[3:])
    slivers = tuple(Part(names[i], Decimal(value)) for i, value in enumerate((47600, 150, 120, 90, 40)))
    loss = (*usual.breakdown[:3], Part("returns", Decimal(-2400)))
    return {
        "revenue-by-channel": usual,
        "pie-many-parts": replace(usual, breakdown=many),
        "pie-silent-parts": replace(usual, breakdown=(*usual.breakdown[:3], *silent)),
        "pie-slivers": replace(usual, breakdown=slivers),
        "pie-whole": replace(usual, breakdown=usual.breakdown[:1]),
        "pie-of-a-loss": replace(usual, breakdown=loss),
    }


def revenue_by_channel() -> Answer:
    """Amounts of the channels that make up the revenue."""
    parts = (
        Part("meta", Decimal("21460.20")),
        Part("google", Decimal("12874.55")),
        Part("email", Decimal("8021.10")),
        Part("tiktok", Decimal("5838.05")),
        Part("podcast", None, "there is no spend of it in these days"),
        Part("affiliates", Decimal(0)),
    )
    return replace(revenue(), chart=ChartKind.PIE, dimension="channel", breakdown=parts, value=Decimal("48193.90"))

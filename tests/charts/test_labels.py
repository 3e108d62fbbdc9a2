"""Short labels stand for the values that they stand beside."""

from datetime import date
from decimal import Decimal

import pytest

from charts.fonts import drawable
from charts.labels import day_labels, near_text
from metrics.answer import Grain, Unit


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("1737.21", Unit.MONEY, "$1,737"),
        ("97.42", Unit.MONEY, "$97.42"),
        ("1234567.89", Unit.MONEY, "$1.235M"),
        ("-1234567890123", Unit.MONEY, "−$1.235T"),
        ("0.0001", Unit.MONEY, "$0.0001"),
        ("0.00123456", Unit.RATIO, "0.001235:1"),
        ("0", Unit.RATIO, "0.00:1"),
        ("4210000000", Unit.RATIO, "4.21B:1"),
        ("0.0784", Unit.FRACTION, "7.8%"),
        ("212", Unit.DAYS, "212 days"),
    ],
)
def test_a_value_beside_a_line(value: str, unit: Unit, expected: str) -> None:
    """The label reads like the message, is short where that would be long, and is never zero for what isn't."""
    assert near_text(Decimal(value), unit, "CAD") == expected


@pytest.mark.parametrize(
    ("days", "grain", "expected"),
    [
        ((date(2026, 10, 24), date(2026, 11, 22)), Grain.DAY, ["Oct 24", "Nov 22"]),
        ((date(2025, 12, 20), date(2026, 1, 18)), Grain.DAY, ["Dec 20, 2025", "Jan 18, 2026"]),
        ((date(2026, 5, 25), date(2026, 11, 16)), Grain.WEEK, ["May 25", "Nov 16"]),
        ((date(2026, 5, 1), date(2026, 11, 1)), Grain.MONTH, ["May 2026", "Nov 2026"]),
        ((), Grain.DAY, []),
    ],
)
def test_days_are_named_by_the_span(days: tuple[date, ...], grain: Grain, expected: list[str]) -> None:
    """Which year a day lies in is told where it could be doubted."""
    assert day_labels(days, grain) == expected


def test_what_the_font_lacks_is_marked() -> None:
    """A channel named in another script, or with an emoji, costs a warning neither in the log nor in the picture."""
    assert drawable("Zoë  \n数据 🦄\u200d ✔") == "Zoë �� � ✔"

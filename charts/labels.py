"""Values and days as short as a picture needs them, and never as another value than they are."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from metrics.answer import Grain, Unit
from metrics.answer.numbers import short_text, value_text
from metrics.answer.wording import day_text

_LONGEST = 9
_COMPACT_FROM = 10_000


def near_text(value: Decimal, unit: Unit, currency: str) -> str:
    """A value as a message shows it; to four significant digits where that is long, or would read as zero."""
    text = value_text(value, unit, currency)
    says_nothing = value != 0 and not any(digit in "123456789" for digit in text.removesuffix(":1"))
    if not says_nothing and len(text) <= _LONGEST:
        return text
    if unit is Unit.RATIO and abs(value) >= _COMPACT_FROM:
        return f"{short_text(_rounded(value), Unit.COUNT, currency)}:1"
    return short_text(_rounded(value), unit, currency)


def day_labels(days: Sequence[date], grain: Grain) -> list[str]:
    """Days as an axis names them: "Nov 22", over a turn of the year "Nov 22, 2026", and months as "Nov 2026"."""
    if grain is Grain.MONTH:
        return [f"{day:%b} {day.year}" for day in days]
    turns = bool(days) and days[0].year != days[-1].year
    return [day_text(day, year=turns) for day in days]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 3), rounding=ROUND_HALF_EVEN)

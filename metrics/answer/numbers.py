"""Values as text: the same digits in a message, on a chart's axis, in alt text and on the command line."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

from metrics.answer.kinds import ChangeKind, Unit
from metrics.answer.parts import Change

SYMBOLS = {"CAD": "$", "USD": "$", "AUD": "$", "NZD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SUFFIXES = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))


# More digits than these tell nobody more.
_MOST_PLACES = 4
_SMALL = 1000
_STEP_PLACES = {Unit.FRACTION: 4, Unit.RATIO: 2, Unit.COUNT: 0, Unit.DAYS: 0, Unit.MONTHS: 1}


def value_text(value: Decimal, unit: Unit, currency: str, places: int | None = None) -> str:
    """A value in full, as a headline shows it: "$48,213", "$91.20", "4.2%", "3.14:1", "212 days".

    `places`: how many decimals, where it stands beside others; a duration has its own.
    """
    size = abs(value)
    decimals = _places(size, unit) if places is None else places
    match unit:
        case Unit.MONEY:
            text = _symbol(currency) + _digits(size, decimals)
        case Unit.FRACTION:
            text = f"{_digits(size * 100, decimals)}%"
        case Unit.RATIO:
            text = f"{_digits(size, decimals)}:1"
        case Unit.COUNT:
            text = _digits(size, decimals)
        case Unit.DAYS | Unit.MONTHS:
            text = _counted(size, unit)
    return _with_sign(value, text)


def common_places(values: Iterable[Decimal | None], unit: Unit) -> int:
    """As many decimals as the value needs that needs most: what stands below each other is written alike."""
    sizes = [abs(value) for value in values if value]
    return max((_places(size, unit) for size in sizes), default=_places(Decimal(0), unit))


def step_places(before: Decimal, now: Decimal, unit: Unit) -> int:
    """How many decimals the steps between two values have: those of the two as they are shown.

    Of a share of one they are two more, for a hundredth of a point: a step is smaller than the number that it moves.
    """
    if unit is Unit.MONEY:
        return 2 if max(abs(before), abs(now)) < _SMALL else 0
    return _STEP_PLACES[unit]


def telling_places(one: Decimal, other: Decimal, unit: Unit) -> int | None:
    """The decimals that tell two percentages apart, where their usual ones do not: 4.22% and 4.24%. None: the usual."""
    if unit is not Unit.FRACTION or value_text(one, unit, "") != value_text(other, unit, ""):
        return None
    usual = common_places((one, other), unit)
    more = range(usual + 1, _MOST_PLACES + 1)
    return next((n for n in more if value_text(one, unit, "", n) != value_text(other, unit, "", n)), None)


def short_text(value: Decimal, unit: Unit, currency: str) -> str:
    """A round value as short as an axis or a level needs it, not a digit less than it has: "$17.5k", "1.25M", "5:1"."""
    size = abs(value)
    match unit:
        case Unit.MONEY:
            text = _symbol(currency) + _compact(size)
        case Unit.FRACTION:
            text = f"{_trimmed(size * 100)}%"
        case Unit.RATIO:
            text = f"{_trimmed(size)}:1"
        case Unit.COUNT | Unit.DAYS | Unit.MONTHS:
            text = _compact(size)
    return _with_sign(value, text)


def change_text(change: Change) -> str:
    """A change with its sign: "+12.4%", "−0.8 points"."""
    size = abs(change.value)
    if change.kind is ChangeKind.POINTS:
        text = f"{_digits(size * 100, 1 if size >= Decimal('0.01') else 2)} points"
    else:
        text = f"{_digits(size * 100, 0 if size >= 1 else 1)}%"
    return text if text[0] == "0" and not _is_visible(text) else f"{'−' if change.value < 0 else '+'}{text}"


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency, f"{currency} ")


def _is_visible(text: str) -> bool:
    # The 1 of ":1" is there whatever the value.
    return any(digit in "123456789" for digit in text.removesuffix(":1"))


def _with_sign(value: Decimal, text: str) -> str:
    return f"−{text}" if value < 0 and _is_visible(text) else text


def _digits(size: Decimal, places: int) -> str:
    return f"{size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN):,}"


def _trimmed(size: Decimal) -> str:
    return f"{size.normalize():,f}"


def _compact(size: Decimal) -> str:
    for scale, suffix in _SUFFIXES:
        if size >= scale:
            return _trimmed(size / scale) + suffix
    return _trimmed(size)


def _places(size: Decimal, unit: Unit) -> int:
    match unit:
        case Unit.MONEY:
            return 2 if size < 1000 else 0
        case Unit.FRACTION:
            return _percent_places(size)
        case Unit.RATIO:
            return 2 if size < 10 else 1
        case _:
            return 0


def _percent_places(fraction: Decimal) -> int:
    # A click-through rate of 0.018 % must not read "0.0%".
    return 1 if fraction >= Decimal("0.01") or fraction == 0 else 2 if fraction >= Decimal("0.001") else 4


def _counted(size: Decimal, unit: Unit) -> str:
    number = _trimmed(size.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
    return f"{number} {unit.value[:-1] if number == '1' else unit.value}"

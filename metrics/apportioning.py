"""Exact shares -> decimals that add up to their total, by the largest remainder."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


def apportioned(parts: Mapping[str, Fraction], total: Decimal, places: int) -> dict[str, Decimal]:
    """Each part with so many decimals (more, where the total has more); they come to the total exactly.

    Each is rounded down; the units that are left go to the largest remainders, and of equal ones to the first by name.
    The parts come to the total, but for their rounding and its own.
    """
    unit = Decimal(1).scaleb(min(-places, _exponent(total)))
    exact = {name: part / Fraction(unit) for name, part in parts.items()}
    whole = {name: part.__floor__() for name, part in exact.items()}
    # A total that is rounded on its own may lie a unit beyond what is left over of as many parts.
    each, left = divmod(int(total / unit) - sum(whole.values()), len(whole) or 1)
    by_remainder = sorted(exact, key=lambda name: (whole[name] - exact[name], name))
    for place, name in enumerate(by_remainder):
        whole[name] += each + (place < left)
    return {name: units * unit for name, units in whole.items()}


def _exponent(total: Decimal) -> int:
    exponent = total.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0

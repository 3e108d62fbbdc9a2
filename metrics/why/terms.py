"""What moved a value from one window to another, in terms that add up to the change exactly.

Every operation of a formula has two inputs. The change of a sum is that of its sides; the change of A ÷ B is shared
between them by their Shapley values, the mean over both orders in which the two can move:

    effect of A = (A1 - A0) x (1/B0 + 1/B1) / 2        effect of B = (1/B1 - 1/B0) x (A0 + A1) / 2

(L. S. Shapley, "A Value for n-Person Games", 1953; for ratios Dietzenbacher and Los, "Structural Decomposition
Techniques", Economic Systems Research 10, 1998). Both are multiples of how far the side itself moved, so what moved a
side moved the whole by as many times as much, down to the measures.

A ratio over groups is taken apart by E. M. Kitagawa's "Components of a Difference Between Two Rates" (JASA 50, 1955):
the rate effect of a group is the change of its own rate at its mean weight, its mix effect the change of its weight at
how far its mean rate lies from the whole's. A group without a rate in one of the windows came or went: all of its
effect is mix.

All of it is in fractions, so that nothing is lost between the parts and the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from metrics.answer import Cause, Unit
from metrics.facts import Facts
from metrics.reader import Window

KIND, COHORT = "kind", "cohort"
NEW, RETURNING = "new customers", "returning customers"


class NotTakenApartError(Exception):
    """The change can't be told in terms of what went into it; the message says why, to be read after "because"."""


@dataclass(frozen=True)
class Amount:
    """A value in the two windows; None where there is none in one of them."""

    before: Decimal | None
    now: Decimal | None

    @property
    def moved(self) -> Fraction:
        """How far it moved; from or to nothing where it is not there."""
        return Fraction(self.now or 0) - Fraction(self.before or 0)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(_plus(self.before, other.before), _plus(self.now, other.now))

    def __neg__(self) -> "Amount":
        return Amount(_plus(None, self.before, -1), _plus(None, self.now, -1))


Amounts = Mapping[str, Amount]


@dataclass(frozen=True)
class Windows:
    """The two windows that are compared, and the facts of both."""

    facts: Facts
    before: Window
    now: Window

    def of(self, member: str) -> "Windows":
        """The same of one channel, or of one category of expenses."""
        return Windows(self.facts, replace(self.before, channel=member), replace(self.now, channel=member))


@dataclass(frozen=True)
class Said:
    """What a value is called, and its unit."""

    label: str
    unit: Unit


@dataclass(frozen=True)
class Share:
    """How a group moved a value. `of`: what it moved of the group, in words; `amount` and `unit`: from what to what."""

    member: str
    cause: Cause
    moved: Fraction
    of: str = ""
    amount: Amount | None = None
    unit: Unit = Unit.COUNT
    group: str = ""

    def times(self, factor: Fraction) -> "Share":
        """How it moved what moves so many times as far."""
        return replace(self, moved=self.moved * factor)


@dataclass(frozen=True)
class Term:
    """An input of a formula: from what to what it moved, and how far that moved the whole.

    `group`: the metric inside the formula that it belongs to. `shares`: the same, by channel, where it adds up over
    them; they come to `moved`.
    """

    name: str
    label: str
    unit: Unit
    amount: Amount
    moved: Fraction
    shares: tuple[Share, ...] = ()
    group: str = ""

    def times(self, factor: Fraction) -> "Term":
        """How it moved what moves so many times as far."""
        shares = tuple(share.times(factor) for share in self.shares)
        return replace(self, moved=self.moved * factor, shares=shares)


def merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each input once: one that stands on both sides of a ratio moved it by the sum of both."""
    found: dict[tuple[str, str, str], Term] = {}
    for term in terms:
        key = (term.group, term.name, term.label)
        found[key] = _together(found[key], term) if key in found else term
    return tuple(found.values())


def ratio_factors(numerator: Amount, denominator: Amount, of: str) -> tuple[Fraction, Fraction]:
    """How many times as far the ratio moves as its numerator, and as its denominator.

    Raises NotTakenApartError where it has no value in one of the windows.
    """
    tops, bottoms = _both(numerator), _both(denominator)
    if tops is None or bottoms is None or min(bottoms) <= 0:
        raise NotTakenApartError(f"{of} has no value in one of the two periods")
    before, now = bottoms
    return (1 / before + 1 / now) / 2, -(tops[0] + tops[1]) / 2 / (before * now)


def rates_and_mix(numerators: Amounts, denominators: Amounts, rate: Said, weight: str) -> tuple[Share, ...]:
    """How each group moved the ratio of the sums: by its own rate, and by its weight in the denominator.

    `rate` and `weight`: what the two are called. Raises NotTakenApartError as `ratio_factors`.
    """
    tops, bottoms = _summed(numerators), _summed(denominators)
    ratio_factors(tops, bottoms, rate.label)
    top, bottom = _known(tops), _known(bottoms)
    mean = (top[0] / bottom[0] + top[1] / bottom[1]) / 2
    found: list[Share] = []
    for member in dict.fromkeys((*denominators, *numerators)):
        of_group = _Group(_known(numerators.get(member, _NONE)), _known(denominators.get(member, _NONE)))
        by_rate = of_group.by_rate(bottom)
        if of_group.has_rates:
            found.append(Share(member, Cause.RATE, by_rate, rate.label, of_group.rates, rate.unit))
        by_mix = of_group.whole(bottom, mean) - by_rate
        found.append(Share(member, Cause.MIX, by_mix, weight, of_group.weights(bottom), Unit.FRACTION))
    return tuple(found)


_Pair = tuple[Fraction, Fraction]
_NONE = Amount(None, None)


@dataclass(frozen=True)
class _Group:
    """A group's part of the numerator and of the denominator, before and now."""

    top: _Pair
    bottom: _Pair

    @property
    def has_rates(self) -> bool:
        return min(self.bottom) > 0

    @property
    def rates(self) -> Amount:
        return Amount(*(decimal_of(top / bottom) for top, bottom in zip(self.top, self.bottom, strict=True)))

    def weights(self, whole: _Pair) -> Amount:
        return Amount(*(decimal_of(own / all_of_it) for own, all_of_it in zip(self.bottom, whole, strict=True)))

    def whole(self, bottom: _Pair, mean: Fraction) -> Fraction:
        """How far it moved the ratio in all, beside what its weight alone does at the ratio's own mean."""
        before, now = ((self.top[at] - mean * self.bottom[at]) / bottom[at] for at in (0, 1))
        return now - before

    def by_rate(self, bottom: _Pair) -> Fraction:
        """How far its own rate moved the ratio, at its mean weight; nothing where it has none in one of the windows."""
        if not self.has_rates:
            return Fraction(0)
        weight = sum((own / whole for own, whole in zip(self.bottom, bottom, strict=True)), Fraction(0)) / 2
        return weight * (self.top[1] / self.bottom[1] - self.top[0] / self.bottom[0])


def decimal_of(value: Fraction) -> Decimal:
    """The fraction to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def shared_out(amounts: Amounts, said: Said) -> tuple[Share, ...]:
    """How each group's own amount moved their sum."""
    return tuple(
        Share(member, Cause.AMOUNT, amount.moved, said.label, amount, said.unit)
        for member, amount in amounts.items()
        if amount.before or amount.now
    )


def combined(left: Amounts, right: Amounts) -> Amounts:
    """Group by group the sum of both."""
    members = dict.fromkeys((*left, *right))
    return {member: left.get(member, _NONE) + right.get(member, _NONE) for member in members}


def negated(amounts: Amounts) -> Amounts:
    """Each with the other sign."""
    return {member: -amount for member, amount in amounts.items()}


def _summed(amounts: Amounts) -> Amount:
    return sum(amounts.values(), _NONE)


def _both(amount: Amount) -> _Pair | None:
    if amount.before is None or amount.now is None:
        return None
    return Fraction(amount.before), Fraction(amount.now)


def _known(amount: Amount) -> _Pair:
    return Fraction(amount.before or 0), Fraction(amount.now or 0)


def _plus(one: Decimal | None, other: Decimal | None, sign: int = 1) -> Decimal | None:
    if one is None:
        return None if other is None else other * sign
    return one if other is None else one + other * sign


def _together(one: Term, other: Term) -> Term:
    shares: dict[tuple[str, Cause, str], Share] = {}
    for share in (*one.shares, *other.shares):
        key = (share.member, share.cause, share.of)
        known = shares.get(key)
        shares[key] = replace(share, moved=share.moved + known.moved) if known else share
    return replace(one, moved=one.moved + other.moved, shares=tuple(shares.values()))

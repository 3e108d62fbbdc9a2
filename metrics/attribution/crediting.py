"""Paths and a rule -> what each channel is credited with. Conversions without touches are a row of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from metrics.apportioning import apportioned
from metrics.attribution.markov import markov_shares
from metrics.attribution.paths import Path
from metrics.attribution.rules import Rule, Shares, summed

_PLACES = 2
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Credit:
    """What a channel is credited with: conversions to a hundredth, and revenue. `exact`: its conversions unrounded."""

    channel: str
    conversions: Decimal
    revenue: Decimal
    exact: Fraction


@dataclass(frozen=True)
class Attribution:
    """All conversions of a period under one rule: those of channels, and those of customers without touches."""

    rule: Rule
    credits: tuple[Credit, ...]
    untouched: Path

    @property
    def conversions(self) -> Decimal:
        """All of them."""
        return sum((credit.conversions for credit in self.credits), _ZERO) + self.untouched.conversions

    @property
    def revenue(self) -> Decimal:
        """All of it."""
        return sum((credit.revenue for credit in self.credits), _ZERO) + self.untouched.revenue


def attribute(paths: Sequence[Path], rule: Rule) -> Attribution:
    """Share the conversions and their revenue out. The parts come to the whole exactly, whatever the rule."""
    touched = [path for path in paths if path.touches and path.conversions]
    number, revenue = sum(path.conversions for path in touched), sum((path.revenue for path in touched), _ZERO)
    exact, money = _exact(rule, touched, number, revenue)
    conversions = apportioned(exact, Decimal(number), _PLACES)
    revenues = apportioned(money, revenue, _PLACES)
    credited = tuple(Credit(name, conversions[name], revenues[name], exact[name]) for name in sorted(exact))
    return Attribution(rule, credited, _together([path for path in paths if not path.touches]))


def _exact(rule: Rule, touched: Sequence[Path], number: int, revenue: Decimal) -> tuple[Shares, Shares]:
    if rule is not Rule.MARKOV:
        return summed(rule, touched)
    shares = markov_shares(touched)
    return (
        {channel: share * number for channel, share in shares.items()},
        {channel: share * Fraction(revenue) for channel, share in shares.items()},
    )


def _together(paths: Sequence[Path]) -> Path:
    return Path((), sum(path.conversions for path in paths), sum((path.revenue for path in paths), _ZERO))

"""Expressions whose two inputs are a numerator and its denominator."""

from metrics.expression import CHANNEL, Expression
from metrics.formula import Algebra
from metrics.why.terms import Amount, Said, Share, Term, Windows, rates_and_mix, ratio_factors


class RatioOfInputs(Algebra):
    """Of an expression whose two inputs are a numerator and its denominator, in this order: both by channel as well."""

    @property
    def is_mean(self) -> bool:
        return True

    def terms(self: Expression, windows: Windows) -> tuple[Term, ...]:
        before, now = (self.inputs(windows.facts, each) for each in (windows.before, windows.now))
        amounts = [Amount(one.value, other.value) for one, other in zip(before, now, strict=True)]
        factors = ratio_factors(amounts[0], amounts[1], self.formula())
        return tuple(
            Term(each.name, each.label, each.unit, amount, amount.moved * factor)
            for each, amount, factor in zip(now, amounts, factors, strict=True)
        )

    def shares(self: Expression, windows: Windows, dimension: str, said: Said) -> tuple[Share, ...] | None:
        if dimension != CHANNEL:
            return None
        tops, bottoms = {}, {}
        for member in windows.facts.channels:
            of = windows.of(member)
            before, now = (self.inputs(windows.facts, each) for each in (of.before, of.now))
            tops[member], bottoms[member] = (Amount(before[at].value, now[at].value) for at in (0, 1))
        return rates_and_mix(tops, bottoms, said, "share of customers")

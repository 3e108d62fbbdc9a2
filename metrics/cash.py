"""Expressions over cash: the balance as a stock, what burns in a month, and how long the cash lasts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from metrics.answer import Absence, Input, Unit
from metrics.answer.wording import day_text
from metrics.expression import CATEGORY, Expression, amount_of, by_member, term_of
from metrics.facts import Facts
from metrics.formula import Algebra, bracketed, unique
from metrics.frames import Over
from metrics.outcome import Outcome, known, unknown
from metrics.periods import CalendarUnit, unit_bounds
from metrics.reader import Window
from metrics.why.terms import Amount, Amounts, Term, Windows, decimal_of, ratio_factors

MONTH_DAYS = Decimal("30.4375")
_CASH, _EXPENSES = "cash_balances", "expenses"
_FINANCING = "financing"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CashBalance(Algebra):
    """The latest balance on or before the window's last day: a stock is read, not summed."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        latest = facts.balance(window.end)
        return (
            known(latest[1])
            if latest
            else unknown(f"no cash balance is known on or before {day_text(window.end)}", Absence.NO_DATA)
        )

    def formula(self) -> str:
        return "latest cash balance"

    def sources(self) -> frozenset[str]:
        return frozenset({_CASH})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        latest = facts.balance(window.end)
        label = f"cash balance of {day_text(latest[0])}" if latest else "cash balance"
        return (Input("cash_balance", label, latest[1] if latest else None, Unit.MONEY, sources=(_CASH,)),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        latest = facts.balance(window.end)
        return (f"Balance of {day_text(latest[0])}.",) if latest else ()

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """What came in as equity or debt, and all the rest, between the two balances."""
        whole = term_of(self, windows)
        before, now = (windows.facts.balance(each.end) for each in (windows.before, windows.now))
        if before is None or now is None or before[0] < windows.before.start:
            return (whole,)
        received = windows.facts.measure(_FINANCING, Window(before[0] + _DAY, now[0]))
        kept = whole.moved - Fraction(received)
        return (
            Term(_FINANCING, "financing received", Unit.MONEY, Amount(None, received), Fraction(received)),
            Term("bank_burn", "all other money in and out", Unit.MONEY, Amount(None, decimal_of(kept)), kept),
        )


@dataclass(frozen=True)
class Expenses(Algebra):
    """Operating expenses over the window, of one category or of all."""

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(facts.opex(window))

    def formula(self) -> str:
        return "operating expenses"

    def sources(self) -> frozenset[str]:
        return frozenset({_EXPENSES})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return (Input("opex", self.formula(), facts.opex(window), Unit.MONEY, sources=(_EXPENSES,)),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a sum speaks for itself
        return ()

    def amounts(self, windows: Windows, dimension: str) -> Amounts | None:
        if dimension != CATEGORY:
            return None
        return by_member(self, windows, windows.facts.members(CATEGORY))


@dataclass(frozen=True)
class BankBurn(Algebra):
    """What the bank saw go: balance before + financing - balance after."""

    financing: Expression

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        before, after = facts.balance(window.start - _DAY), facts.balance(window.end)
        if before is None or after is None or after[0] < window.start:
            return unknown("no cash balance is known before these days and in them", Absence.NO_DATA)
        received = self.financing.evaluate(facts, window)
        return received if received.value is None else known(before[1] + received.value - after[1])

    def formula(self) -> str:
        return f"cash before + {self.financing.formula()} − cash after"

    def sources(self) -> frozenset[str]:
        return frozenset({_CASH})

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        balance = CashBalance()
        before = balance.inputs(facts, Window(window.start, window.start - _DAY))
        return before + self.financing.inputs(facts, window) + balance.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # its inputs have their dates
        return ()


@dataclass(frozen=True)
class AMonth(Algebra):
    """An expression over a calendar month as it is, over any other run of days scaled to 30.4375 of them."""

    expression: Expression

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        outcome = self.expression.evaluate(facts, window)
        if outcome.value is None or _is_month(window):
            return outcome
        return known(outcome.value * MONTH_DAYS / ((window.end - window.start).days + 1))

    def formula(self) -> str:
        return f"{bracketed(self.expression)} a month"

    def sources(self) -> frozenset[str]:
        return self.expression.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.expression.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        scaled = () if _is_month(window) else (f"Scaled to a month of {MONTH_DAYS} days.",)
        return scaled + self.expression.notes(facts, window)

    def reach(self, window: Window) -> date:
        return self.expression.reach(window)

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        """What moved the expression, and how much longer or shorter the one period is than the other."""
        before, now = (_months_in(each) for each in (windows.before, windows.now))
        terms = tuple(term.times((before + now) / 2) for term in self.expression.terms(windows))
        if before == now:
            return terms
        amount = amount_of(self.expression, windows)
        scaled = (Fraction(amount.before or 0) + Fraction(amount.now or 0)) / 2 * (now - before)
        days = Amount(*(Decimal((each.end - each.start).days + 1) for each in (windows.before, windows.now)))
        return (*terms, Term("days", "length of the period", Unit.DAYS, days, scaled))


def _months_in(window: Window) -> Fraction:
    """How many times the expression over the window a month has."""
    return Fraction(1) if _is_month(window) else Fraction(MONTH_DAYS) / ((window.end - window.start).days + 1)


def _is_month(window: Window) -> bool:
    return (window.start, window.end) == unit_bounds(CalendarUnit.MONTH, window.end)


@dataclass(frozen=True)
class Checked(Algebra):
    """An expression beside another view of the same: where they differ by more than a share of a whole, it is said."""

    expression: Expression
    against: Expression
    whole: Expression
    tolerance: Decimal

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return self.expression.evaluate(facts, window)

    def formula(self) -> str:
        return self.expression.formula()

    def sources(self) -> frozenset[str]:
        return self.expression.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.expression.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        own = self.expression.notes(facts, window)
        sides = (each.evaluate(facts, window).value for each in (self.expression, self.against, self.whole))
        books, bank, whole = sides
        if books is None or bank is None or whole is None or abs(books - bank) <= self.tolerance * whole:
            return own
        share = f"more than {self.tolerance:.0%} of all that was spent"
        said = f"{bank:,.0f}".replace("-", "−")
        return (*own, f"The bank's view is {said}: {abs(books - bank):,.0f} apart, {share}.")

    def reach(self, window: Window) -> date:
        return min(each.reach(window) for each in (self.expression, self.against, self.whole))

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        return self.expression.terms(windows)


@dataclass(frozen=True)
class Runway(Algebra):
    """How many months the cash lasts at the mean burn of some closed months; no value where nothing burns."""

    cash: Expression
    burn: Over
    months: int

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        cash, burned = self.cash.evaluate(facts, window), self.burn.evaluate(facts, window)
        if cash.value is None or burned.value is None:
            return cash if cash.value is None else burned
        if burned.value > 0:
            return known(cash.value * self.months / burned.value)
        if cash.value <= 0:
            return known(0)
        return unknown(f"not burning: net burn was not above zero in {self.burn.days(window)}", Absence.HARMLESS)

    def formula(self) -> str:
        return f"{self.cash.formula()} ÷ mean net burn of {self.burn.frame.words}"

    def sources(self) -> frozenset[str]:
        return self.cash.sources() | self.burn.sources()

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        return self.cash.inputs(facts, window) + self.burn.inputs(facts, window)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:
        return unique((*self.cash.notes(facts, window), f"Burn of {self.burn.days(window)}."))

    def reach(self, window: Window) -> date:
        return self.burn.reach(window)

    def terms(self, windows: Windows) -> tuple[Term, ...]:
        cash, burned = term_of(self.cash, windows), amount_of(self.burn, windows)
        by_cash, by_burn = ratio_factors(cash.amount, burned, f"cash ÷ net burn of {self.burn.frame.words}")
        of_burn = (term.times(by_burn * self.months) for term in self.burn.terms(windows))
        return (cash.times(by_cash * self.months), *of_burn)

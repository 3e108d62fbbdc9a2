"""Recurring revenue, day by day and order by order, from the definition alone (metrics.md, section 5)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from oracle_books import Books, Sale
from oracle_growth import grown
from oracle_period import Period

GRACE_DAYS = 3
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Billing:
    """An order of a subscription, with all that can end it."""

    customer: str
    subscription: str
    day: date
    runs_out: date
    replaced: date
    given_back: date
    amount: Decimal

    def is_active(self, day: date) -> bool:
        """Placed, not run out, not fully refunded, and no later order of the subscription placed by the day."""
        return self.day <= day < self.ends

    @property
    def ends(self) -> date:
        """The first day on which it is not active any more, whichever comes first."""
        return min(self.runs_out, self.replaced, self.given_back)


@dataclass(frozen=True)
class Movements:
    """What moved recurring revenue between the ends of two days."""

    opening: Decimal
    new: Decimal
    reactivation: Decimal
    expansion: Decimal
    contraction: Decimal
    churned: Decimal
    closing: Decimal


def billings(books: Books) -> list[Billing]:
    """Every order with a subscription."""
    of_subscription: dict[tuple[str, str], list[Sale]] = defaultdict(list)
    for sale in books.sales:
        if sale.order.subscription_id is not None:
            of_subscription[sale.customer.id, sale.order.subscription_id].append(sale)
    return [each for sales in of_subscription.values() for each in _of_subscription(books, sales)]


def _of_subscription(books: Books, sales: list[Sale]) -> Iterator[Billing]:
    in_order = sorted(sales, key=lambda sale: (sale.order.ordered_at.astimezone(UTC), sale.order.id.encode()))
    for place, sale in enumerate(in_order):
        order = sale.order
        assert order.interval_months is not None
        assert order.subscription_id is not None
        yield Billing(
            sale.customer.id,
            order.subscription_id,
            sale.day,
            months_after(sale.day, order.interval_months) + timedelta(days=GRACE_DAYS),
            min((later.day for later in in_order[place + 1 :]), default=date.max),
            _given_back(books, sale),
            monthly(order.gross_amount, order.interval_months),
        )


def _given_back(books: Books, sale: Sale) -> date:
    """The day on which the refunds reached the whole amount."""
    so_far = Decimal(0)
    for back in sorted((each for each in books.returns if each.sale is sale), key=lambda each: each.day):
        so_far += back.refund.amount
        if so_far >= sale.order.gross_amount:
            return back.day
    return date.max


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monthly(amount: Decimal, months: int) -> Decimal:
    """What an order brings a month, half to even at the sixth decimal."""
    exact = Fraction(amount) / months * 1_000_000
    with localcontext(prec=50):
        below = Decimal(exact.numerator // exact.denominator)
        rest = exact - Fraction(below)
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1)
        return ((below + (1 if up else 0)) / 1_000_000).quantize(Decimal("1e-6"), rounding=ROUND_HALF_EVEN)


def stock(found: list[Billing], day: date) -> tuple[Decimal, int]:
    """Recurring revenue and active subscriptions at the end of a day."""
    active = [each.amount for each in found if each.is_active(day)]
    return sum(active, Decimal(0)), len(active)


def movements(found: list[Billing], opening: date, closing: date) -> Movements:
    """Customer by customer."""
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for customer in {each.customer for each in found}:
        own = [each for each in found if each.customer == customer]
        before, after = stock(own, opening)[0], stock(own, closing)[0]
        paid_before = any(each.amount > 0 and each.day <= opening and each.ends > each.day for each in own)
        moved["opening"] += before
        moved["closing"] += after
        moved[_movement(before, after, paid_before=paid_before)] += abs(after - before)
    return Movements(**{name: moved[name] for name in Movements.__dataclass_fields__})


def _movement(before: Decimal, after: Decimal, *, paid_before: bool) -> str:
    if before == 0:
        return "reactivation" if paid_before else "new"
    if after == 0:
        return "churned"
    return "expansion" if after > before else "contraction"


def _mrr(period: Period) -> Fraction | None:
    return Fraction(stock(billings(period.books), period.end)[0]) if period.books.sales else None


def _arr(period: Period) -> Fraction | None:
    monthly_revenue = _mrr(period)
    return None if monthly_revenue is None else 12 * monthly_revenue


def _growth(period: Period) -> Fraction | None:
    year, month = divmod(period.end.year * 12 + period.end.month - 2, 12)
    before = date(year, month + 1, min(period.end.day, monthrange(year, month + 1)[1]))
    if before < min((sale.day for sale in period.books.sales), default=date.max):
        return None
    found = billings(period.books)
    return grown(Fraction(stock(found, period.end)[0]), Fraction(stock(found, before)[0]))


OF_SUBSCRIPTIONS: dict[str, Callable[[Period], Fraction | None]] = {
    "mrr": _mrr,
    "arr": _arr,
    "mrrgrowth": _growth,
}

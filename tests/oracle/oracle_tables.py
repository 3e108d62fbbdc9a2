"""The pre-aggregated tables, recomputed from the rows; a key without any row is left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from oracle_books import Books, Customer, Return, Sale, SpendRow
from oracle_loyalty import came_back_since, came_back_within
from oracle_recurring import Billing, billings, stock
from oracle_worth import BUCKETS, ordered_in, profit

MEASURES = (
    "orders",
    "gross_revenue",
    "cogs",
    "refunds",
    "refunds_by_order_day",
    "new_customers",
    "new_customer_orders",
    "new_customer_revenue",
    "spend",
    "impressions",
    "clicks",
    "conversions",
    "opex",
    "cash_balance",
    "financing",
    "mrr",
    "active_subscriptions",
)
GRAINS = ("day", "week", "month")
Number = int | Decimal
Entry = tuple[date, str, str, Number]


def metrics_daily(books: Books) -> dict[tuple[date, str], dict[str, Number]]:
    """Every measure of every (day, channel) that has a row of any kind."""
    table: dict[tuple[date, str], dict[str, Number]] = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
    for day, channel, measure, amount in _entries(books):
        table[day, channel][measure] += amount
    return dict(table)


def _entries(books: Books) -> Iterator[Entry]:
    for sale in books.sales:
        yield from _sale_entries(sale)
    for back in books.returns:
        yield from _return_entries(back)
    for customer in books.customers:
        yield customer.first_day, customer.channel, "new_customers", 1
    for row in books.spend:
        yield from _spend_entries(row)
    for expense in books.expenses:
        yield expense.day, "company", "opex", expense.amount
    for read in books.balances:
        yield read.day, "company", "cash_balance", read.balance
        yield read.day, "company", "financing", read.financing
    yield from _recurring_entries(billings(books))


def _recurring_entries(found: list[Billing]) -> Iterator[Entry]:
    if not found:
        return
    day, last = min(each.day for each in found), max(each.ends for each in found)
    while day < last:
        amount, count = stock(found, day)
        yield day, "company", "mrr", amount
        yield day, "company", "active_subscriptions", count
        day += timedelta(days=1)


def _sale_entries(sale: Sale) -> Iterator[Entry]:
    day, order = sale.day, sale.order
    yield day, order.channel, "orders", 1
    yield day, order.channel, "gross_revenue", order.gross_amount
    yield day, order.channel, "cogs", order.cogs
    if day == sale.customer.first_day:
        yield day, order.channel, "new_customer_orders", 1
        yield day, order.channel, "new_customer_revenue", order.gross_amount


def _return_entries(back: Return) -> Iterator[Entry]:
    yield back.day, back.sale.order.channel, "refunds", back.refund.amount
    yield back.sale.day, back.sale.order.channel, "refunds_by_order_day", back.refund.amount


def _spend_entries(row: SpendRow) -> Iterator[Entry]:
    yield row.day, row.channel, "spend", row.amount
    yield row.day, row.channel, "impressions", row.impressions
    yield row.day, row.channel, "clicks", row.clicks
    yield row.day, row.channel, "conversions", row.conversions


def customers_by_period(books: Books) -> dict[tuple[str, date, str], tuple[int, int, int]]:
    """New, returning and lost customers of each bucket, up to the bucket of the last order."""
    if not books.sales:
        return {}
    table: dict[tuple[str, date, str], tuple[int, int, int]] = {}
    for grain in GRAINS:
        for bucket, found in _movements(books, grain):
            for channel in {channel for _, channel in found}:
                table[grain, bucket, channel] = (
                    found["new", channel],
                    found["returning", channel],
                    found["lost", channel],
                )
    return table


def _movements(books: Books, grain: str) -> Iterator[tuple[date, Counter[tuple[str, str]]]]:
    active: dict[date, dict[str, Customer]] = defaultdict(dict)
    for sale in books.sales:
        active[bucket_start(grain, sale.day)][sale.customer.id] = sale.customer
    before: dict[str, Customer] = {}
    bucket, last = min(active), max(active)
    while bucket <= last:
        now = active.get(bucket, {})
        arrived = (
            ("new" if bucket_start(grain, c.first_day) == bucket else "returning", c.channel) for c in now.values()
        )
        gone = (("lost", c.channel) for name, c in before.items() if name not in now)
        yield bucket, Counter([*arrived, *gone])
        bucket, before = next_bucket(grain, bucket), now


def bucket_start(grain: str, day: date) -> date:
    """The first day of the day, Monday-to-Sunday week or calendar month that a day lies in."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def next_bucket(grain: str, start: date) -> date:
    """The first day of the bucket after the one that starts at `start`."""
    longest = {"day": 1, "week": 7, "month": 31}[grain]
    return bucket_start(grain, start + timedelta(days=longest))


def cohort_value(books: Books) -> dict[tuple[date, str, int], tuple[int, int, Decimal]]:
    """Customers, active customers and gross profit of each cohort in each of the thirteen age buckets."""
    return {
        (day, channel, bucket): (
            len(members),
            sum(ordered_in(customer, bucket) for customer in members),
            sum((profit(customer, bucket) for customer in members), Decimal(0)),
        )
        for (day, channel), members in _cohorts(books.customers).items()
        for bucket in BUCKETS
    }


def retention_daily(books: Books) -> dict[tuple[date, str], tuple[int, int, int, int, int, int, int]]:
    """Customers of each cohort, those back within 30, 60, 90 days, and those back on or after day 30, 60, 90."""
    return {key: _returned(members) for key, members in _cohorts(books.customers).items()}


def _returned(members: list[Customer]) -> tuple[int, int, int, int, int, int, int]:
    within = [sum(came_back_within(customer, days) for customer in members) for days in (30, 60, 90)]
    since = [sum(came_back_since(customer, days, date.max) for customer in members) for days in (30, 60, 90)]
    return (len(members), within[0], within[1], within[2], since[0], since[1], since[2])


def _cohorts(customers: Iterable[Customer]) -> dict[tuple[date, str], list[Customer]]:
    cohorts: dict[tuple[date, str], list[Customer]] = defaultdict(list)
    for customer in customers:
        cohorts[customer.first_day, customer.channel].append(customer)
    return cohorts

"""The random companies: clean enough to import, and nasty enough to find what is wrong."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from oracle import Oracle, Order, Refund, SpendRow
from random_company import random_company

ZONE = ZoneInfo("America/Toronto")
Company = tuple[list[Order], list[Refund], list[SpendRow]]
SEEDS = range(12)


@pytest.fixture(scope="module")
def companies() -> list[Company]:
    """A dozen of the default size."""
    return [random_company(seed) for seed in SEEDS]


def order_days(company: Company) -> set[date]:
    return {order.ordered_at.astimezone(ZONE).date() for order in company[0]}


def test_a_seed_is_one_company(companies: list[Company]) -> None:
    """A failure that does not come again cannot be mended."""
    assert random_company(3) == companies[3]
    assert companies[3] != companies[4]


def test_the_data_are_clean(companies: list[Company]) -> None:
    """Rows that the import refuses would test the import and no metric."""
    for orders, refunds, spend in companies:
        order_of = {order.id: order for order in orders}
        back: dict[str, Decimal] = defaultdict(Decimal)
        for refund in refunds:
            back[refund.order_id] += refund.amount

        assert len(order_of) == len(orders) == 400
        assert len({refund.id for refund in refunds}) == len(refunds)
        assert len({(row.day, row.channel) for row in spend}) == len(spend)
        assert all(
            refund.amount > 0 and refund.refunded_at >= order_of[refund.order_id].ordered_at for refund in refunds
        )
        assert all(amount <= order_of[name].gross_amount for name, amount in back.items())
        assert all(order.gross_amount >= 0 and order.cogs >= 0 for order in orders)


def test_they_meet_the_days_on_which_calendars_break(companies: list[Company]) -> None:
    """Clock changes, the leap day, days without orders."""
    days = set().union(*(order_days(company) for company in companies))

    assert {date(2023, 11, 5), date(2024, 2, 29), date(2024, 3, 10), date(2024, 11, 3)} <= days
    for company in companies:
        own = order_days(company)
        assert len(own) < (max(own) - min(own)).days


def test_they_meet_the_edges_of_the_rows(companies: list[Company]) -> None:
    """Midnights, ties, several channels and orders of one customer and day, free orders, refunds of all kinds."""
    orders = [(n, order) for n, company in enumerate(companies) for order in company[0]]
    refunds = [(n, refund) for n, company in enumerate(companies) for refund in company[1]]
    clocks = {order.ordered_at.astimezone(ZONE).time().isoformat() for _, order in orders}
    moments = Counter((n, order.customer_id, order.ordered_at) for n, order in orders)
    channels = {(n, order.customer_id, order.channel) for n, order in orders}
    late = [refund for n, refund in refunds if refund.refunded_at > order_at(companies[n], refund) + timedelta(days=70)]

    assert {"00:00:00", "00:00:00.000001", "23:59:59.999999"} <= clocks
    assert max(moments.values()) > 1
    assert any(tied_firsts(company) for company in companies)
    assert max(Counter((n, name) for n, name, _ in channels).values()) == 3
    assert any(order.gross_amount == 0 for _, order in orders)
    assert max(Counter((n, refund.order_id) for n, refund in refunds).values()) == 2
    assert late


def tied_firsts(company: Company) -> bool:
    """Whether the ids alone decide which channel some customer came from."""
    first: dict[str, datetime] = {}
    for order in company[0]:
        first[order.customer_id] = min(order.ordered_at, first.get(order.customer_id, order.ordered_at))
    channels = {(o.customer_id, o.channel) for o in company[0] if o.ordered_at == first[o.customer_id]}
    return len(channels) > len(first)


def order_at(company: Company, refund: Refund) -> datetime:
    return next(order.ordered_at for order in company[0] if order.id == refund.order_id)


def test_they_meet_gaps_and_zeros_of_spend(companies: list[Company]) -> None:
    """A day without a row, a row of zero, a channel without orders, a channel without spend, no spend at all."""
    selling = [len({order.channel for order in orders}) for orders, _, _ in companies]
    paid = [len({row.channel for row in spend}) for _, _, spend in companies]

    assert {1, 3} <= set(selling)
    assert {0, 3} <= set(paid)
    assert any(row.amount == 0 for _, _, spend in companies for row in spend)
    assert all(len(spend) < 500 * count for (_, _, spend), count in zip(companies, paid, strict=True) if count)


def test_they_have_values_and_lack_them(companies: list[Company]) -> None:
    """Companies that all lack a value, or all have it, would prove half of each rule."""
    values = []
    for company in companies:
        days = order_days(company)
        oracle = Oracle(*company, "America/Toronto")
        values.append([oracle.value(m, min(days), max(days)) for m in ("cac", "ltvcac", "payback")])

    for column in zip(*values, strict=True):
        assert {value is None for value in column} == {True, False}
    assert any(days > 0 for *_, days in values if days is not None)


@pytest.mark.parametrize("zone", ["America/Toronto", "Africa/Cairo", "America/Santiago", "Pacific/Kiritimati"])
def test_a_history_of_one_day_has_one_day(zone: str) -> None:
    """Also where midnight is skipped, all orders and all refunds lie on the one day."""
    for seed in SEEDS:
        orders, refunds, _ = random_company(seed, orders=40, days=1, zone=zone)
        moments = [order.ordered_at for order in orders] + [refund.refunded_at for refund in refunds]

        assert len({moment.astimezone(ZoneInfo(zone)).date() for moment in moments}) == 1

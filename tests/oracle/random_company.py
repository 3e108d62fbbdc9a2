"""Companies drawn from a seed, as nasty as clean data can be; the same arguments give the same company."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from oracle_books import CHANNELS, Order, Refund, SpendRow
from random_days import company_days, moment_on, special_days
from random_subscriptions import subscribed

# Ages at which a customer comes back: both sides of every limit of retention and of the value buckets.
EDGE_AGES = (0, 0, 0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 330, 331, 359, 360, 361)
# Byte order and the orders of collations disagree about these.
ID_PREFIXES = ("a", "A", "z", "Z", "é", "ß", "_", "-", "9", "10", "a b")
OFFSETS = (UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-11)), timezone(timedelta(hours=5, minutes=45)))

Company = tuple[list[Order], list[Refund], list[SpendRow]]


@dataclass(frozen=True)
class _World:
    """What all draws of one company share: dice, zone, days of it and of first orders, channels that sell and cost.

    `dearest_cents` is the most that a channel costs on one day.
    """

    rng: Random
    zone: ZoneInfo
    days: tuple[date, ...]
    arrivals: tuple[date, ...]
    silent: frozenset[date]
    selling: tuple[str, ...]
    paid: tuple[str, ...]
    dearest_cents: int


def random_company(
    seed: int,
    *,
    orders: int = 400,
    days: int = 500,
    zone: str = "America/Toronto",
    first_day: date | None = None,
) -> Company:
    """Exactly `orders` orders with their refunds, and ad spend, all on local days of one span of `days` days.

    The data are clean: refunds follow their order and never exceed it, and a (day, channel) has one row of spend.
    """
    world = _world(seed, days, ZoneInfo(zone), first_day)
    placed = subscribed(seed, _orders(world, orders))
    refunds = [refund for order in placed for refund in _refunds(world, order)]
    spend = [row for day in world.days for channel in world.paid for row in _spend(world, day, channel)]
    for rows in (placed, refunds, spend):
        world.rng.shuffle(rows)
    return placed, refunds, spend


def _world(seed: int, count: int, zone: ZoneInfo, first_day: date | None) -> _World:
    rng = Random(seed)  # noqa: S311  (a reproducible draw is the purpose; nothing here is secret)
    days = company_days(rng, count, zone, first_day)
    silence = rng.randrange(count)
    silent = days[silence : silence + count // 20]
    selling = rng.sample(CHANNELS, rng.choice((1, 2, 3, 3, 3)))
    paid = rng.sample(CHANNELS, rng.choice((0, 1, 2, 2, 3, 3, 3, 3)))
    arrivals = _arrivals(rng, days, zone)
    dearest = rng.choice((1_500, 9_000, 60_000))
    return _World(rng, zone, days, arrivals, frozenset(silent), tuple(selling), tuple(paid), dearest)


def _arrivals(rng: Random, days: tuple[date, ...], zone: ZoneInfo) -> tuple[date, ...]:
    """The days on which customers may come first, special ones several times: a launch, waves, or all along."""
    launch = days[: len(days) // 8 + 1]
    waves = launch + days[-len(days) // 5 :]
    open_days = rng.choice((launch, waves, days))
    return open_days + tuple(day for day in special_days(days, zone) if day in open_days)


def _orders(world: _World, count: int) -> list[Order]:
    placed: list[Order] = []
    while len(placed) < count:
        name = f"{world.rng.choice(ID_PREFIXES)}{len(placed)}"
        placed += _orders_of(world, name, count - len(placed))
    return [replace(order, id=f"{world.rng.choice(ID_PREFIXES)}{n}") for n, order in enumerate(placed)]


def _orders_of(world: _World, customer: str, most: int) -> list[Order]:
    first_day = world.rng.choice(world.arrivals)
    ages = [0, *(_age(world) for _ in range(world.rng.choice((0, 0, 1, 1, 2, 3, 8))))]
    later = (first_day + timedelta(days=age) for age in ages)
    wanted = [day for day in later if day <= world.days[-1] and day not in world.silent][:most]
    placed: list[Order] = []
    for day in wanted:
        tie = bool(placed) and world.rng.random() < 0.1
        at = placed[-1].ordered_at if tie else _moment(world, day)
        placed.append(_order(world, customer, at))
    return placed


def _age(world: _World) -> int:
    return world.rng.choice(EDGE_AGES) if world.rng.random() < 0.5 else int(world.rng.expovariate(1 / 60))


def _moment(world: _World, day: date) -> datetime:
    return moment_on(world.rng, day, world.zone).astimezone(world.rng.choice(OFFSETS))


def _order(world: _World, customer: str, at: datetime) -> Order:
    kind = world.rng.random()
    gross = Decimal(0) if kind < 0.06 else _money(world.rng, 25_000 if kind < 0.98 else 1_000_000)
    cogs = _money(world.rng, int(gross * 100) * world.rng.choice((0, 1, 1, 1, 2)) + 1) - Decimal("0.01")
    return Order("", customer, at, gross, cogs, world.rng.choice(world.selling))


def _money(rng: Random, most_cents: int) -> Decimal:
    return Decimal(rng.randint(1, most_cents)) / 100


def _refunds(world: _World, order: Order) -> list[Refund]:
    amounts = _refunded_amounts(world.rng, order.gross_amount)
    delays = (world.rng.choice((0, 0, 1, 1, 20, 30, 31, 75, 200, 360, 361)) for _ in amounts)
    ordered_on = order.ordered_at.astimezone(world.zone).date()
    return [
        Refund(f"r{order.id}/{n}", order.id, max(order.ordered_at, _moment(world, day)), amount)
        for n, (amount, delay) in enumerate(zip(amounts, delays, strict=True))
        if (day := ordered_on + timedelta(days=delay)) <= world.days[-1]
    ]


def _refunded_amounts(rng: Random, gross: Decimal) -> Sequence[Decimal]:
    if gross < 1 or rng.random() < 0.75:
        return []
    part = (gross / rng.randint(2, 9)).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return rng.choice(([gross], [part], [part, gross - part], [part, part]))


def _spend(world: _World, day: date, channel: str) -> list[SpendRow]:
    kind = world.rng.random()
    if kind < 0.08:
        return []
    if kind < 0.16:
        return [SpendRow(day, channel, Decimal(0), 0, 0, 0)]
    impressions = world.rng.choice((0, world.rng.randint(1, 50), world.rng.randint(50, 90_000)))
    clicks = world.rng.randint(0, impressions // 10 + 1)
    conversions = world.rng.randint(0, clicks + 2)
    return [SpendRow(day, channel, _money(world.rng, world.dearest_cents), impressions, clicks, conversions)]

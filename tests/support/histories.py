"""Random histories of source rows: changes of every kind, in two transactions at a time, with runs in between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import strategies as st
from sqlalchemy import Connection, text

from store.database import Database
from store.tables import CHANGE_TABLES

# Around the autumn change of clocks in Toronto, a month end and a week end; close together, so that rows meet.
_FIRST = datetime(2026, 10, 29, 3, 30, tzinfo=UTC)
_CHANNELS = ("meta", "TikTok ", "tt", "Pinterest")
# Of a customer, or none: a one-off order.
_SUBSCRIPTIONS = ((None, None), ("s", 1), ("s", 1), ("s", 3), ("t", 1), ("t", 12))
_CATEGORIES = ("rent", "payroll")
# Few of everything: what matters is what happens to a row that a run has seen.
_ORDERS = 4
_CUSTOMERS = 4
_DAYS = (0, 1, 2, 32, 40)


@dataclass(frozen=True)
class Step:
    """One statement on one of two transactions, or its commit, or (without SQL) a run."""

    session: int
    sql: str
    parameters: dict[str, object]


def _order_id(session: int, number: int) -> str:
    # Each session has orders of its own, so that neither waits for the other's row locks; customers are shared.
    return f"o{session}-{number}"


def _put_order(  # noqa: PLR0917  # the columns, in their order
    session: int,
    number: int,
    customer: int,
    at: datetime,
    amount: str,
    channel: str,
    subscription: tuple[str | None, int | None],
) -> Step:
    sql = (
        "INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, "
        "interval_months) VALUES (:id, :customer, :at, :amount, 1.05, 'CAD', :channel, :subscription, :months) "
        "ON CONFLICT (id) DO UPDATE SET "
        "customer_id = excluded.customer_id, ordered_at = excluded.ordered_at, gross_amount = excluded.gross_amount, "
        "channel = excluded.channel, subscription_id = excluded.subscription_id, "
        "interval_months = excluded.interval_months"
    )
    parameters = {"id": _order_id(session, number), "customer": f"c{customer}", "at": at, "amount": amount}
    name, months = subscription
    return Step(session, sql, {**parameters, "channel": channel, "subscription": name, "months": months})


def _put_refund(session: int, number: int, order: int, at: datetime, cents: int) -> Step:
    sql = (
        "INSERT INTO refunds (id, order_id, refunded_at, amount) SELECT :id, id, :at, :amount FROM orders "
        "WHERE id = :order ON CONFLICT (id) DO UPDATE SET order_id = excluded.order_id, "
        "refunded_at = excluded.refunded_at, amount = excluded.amount"
    )
    parameters = {"id": f"r{session}-{number}", "order": _order_id(session, order), "at": at, "amount": cents / 100}
    return Step(session, sql, parameters)


def _refund_fully(session: int, order: int, at: datetime) -> Step:
    sql = (
        "INSERT INTO refunds (id, order_id, refunded_at, amount) SELECT :id, id, :at, gross_amount FROM orders "
        "WHERE id = :order AND gross_amount > 0 ON CONFLICT (id) DO UPDATE SET refunded_at = excluded.refunded_at, "
        "amount = excluded.amount"
    )
    return Step(session, sql, {"id": f"r{session}-{order + 4}", "order": _order_id(session, order), "at": at})


def _put_spend(session: int, day: int, channel: str, cents: int) -> Step:
    sql = (
        "INSERT INTO spend (day, channel, campaign, amount, currency, impressions, clicks, conversions) "
        "VALUES (:day, :channel, :campaign, :amount, 'CAD', :amount, 2, 1) "
        "ON CONFLICT (day, channel, campaign) DO UPDATE SET amount = excluded.amount"
    )
    at = date(2026, 10, 30) + timedelta(days=day)
    return Step(session, sql, {"day": at, "channel": channel, "campaign": f"{session}", "amount": cents // 100})


def _put_expense(session: int, day: int, category: str, cents: int) -> Step:
    sql = (
        "INSERT INTO expenses (day, category, amount, currency) VALUES (:day, :category, :amount, 'CAD') "
        "ON CONFLICT (day, category) DO UPDATE SET amount = excluded.amount"
    )
    at = date(2026, 10, 30) + timedelta(days=day)
    return Step(session, sql, {"day": at, "category": f"{category} {session}", "amount": cents / 100})


def _put_balance(session: int, day: int, cents: int, financing: int) -> Step:
    sql = (
        "INSERT INTO cash_balances (day, balance, financing, currency) VALUES (:day, :balance, :financing, 'CAD') "
        "ON CONFLICT (day) DO UPDATE SET balance = excluded.balance, financing = excluded.financing"
    )
    # Each session has days of its own.
    at = date(2026, 10, 30) + timedelta(days=2 * day + session)
    return Step(session, sql, {"day": at, "balance": cents / 100, "financing": financing})


def _move_balance(session: int, day: int, by: int) -> Step:
    sql = (
        "UPDATE cash_balances SET day = day + :by WHERE day = :day "
        "AND NOT EXISTS (SELECT FROM cash_balances m WHERE m.day = :day + :by)"
    )
    return Step(session, sql, {"day": date(2026, 10, 30) + timedelta(days=2 * day + session), "by": 2 * by})


def _delete_expenses(session: int, day: int) -> Step:
    sql = "DELETE FROM expenses WHERE day = :day AND category LIKE '% ' || :session"
    return Step(session, sql, {"day": date(2026, 10, 30) + timedelta(days=day), "session": str(session)})


def _delete_balance(session: int, day: int) -> Step:
    sql = "DELETE FROM cash_balances WHERE day = :day"
    return Step(session, sql, {"day": date(2026, 10, 30) + timedelta(days=2 * day + session)})


def _put_touch(session: int, customer: int, at: datetime, channel: str) -> Step:
    sql = (
        "INSERT INTO touchpoints (customer_id, touched_at, channel) VALUES (:customer, :at, :channel) "
        "ON CONFLICT DO NOTHING"
    )
    # Each session has moments of its own.
    at += timedelta(minutes=session)
    return Step(session, sql, {"customer": f"c{customer}", "at": at, "channel": channel})


def _move_touches(session: int, customer: int, days: int) -> Step:
    sql = (
        "UPDATE touchpoints t SET touched_at = touched_at + make_interval(days => :days) "
        "WHERE customer_id = :customer AND mod(extract(minute FROM touched_at)::int, 15) = :session "
        "AND NOT EXISTS (SELECT FROM touchpoints m WHERE m.customer_id = t.customer_id AND m.channel = t.channel "
        "AND m.touched_at = t.touched_at + make_interval(days => :days))"
    )
    return Step(session, sql, {"customer": f"c{customer}", "days": days, "session": session})


def _delete_touches(session: int, customer: int, channel: str) -> Step:
    sql = (
        "DELETE FROM touchpoints WHERE customer_id = :customer AND channel = :channel "
        "AND mod(extract(minute FROM touched_at)::int, 15) = :session"
    )
    return Step(session, sql, {"customer": f"c{customer}", "channel": channel, "session": session})


def _delete(session: int, table: str, number: int) -> Step:
    # Refunds 0 to 3 are of any amount, 4 to 7 are whole.
    sql = f"DELETE FROM {table} WHERE id = :id"  # noqa: S608  # one of two table names
    return Step(session, sql, {"id": f"{table[0]}{session}-{number}"})


def _move_order(session: int, number: int) -> Step:
    sql = (
        "UPDATE orders SET id = :id || '-moved' WHERE id = :id "
        "AND NOT EXISTS (SELECT FROM orders m WHERE m.id = :id || '-moved') "
        "AND NOT EXISTS (SELECT FROM refunds r WHERE r.order_id = :id)"
    )
    return Step(session, sql, {"id": _order_id(session, number)})


def _moment(dice: Random) -> datetime:
    return _FIRST + timedelta(hours=dice.randrange(4 * 24 * 130) / 4)


def _cents(dice: Random) -> int:
    return dice.randrange(10_000)


def _amount(dice: Random) -> str:
    return f"{_cents(dice) / 100:.2f}"


# How often each kind of step comes, and how it is drawn for a session.
_DRAWS: tuple[tuple[int, Callable[[Random, int], Step]], ...] = (
    (
        8,
        lambda dice, session: _put_order(
            session,
            dice.randrange(_ORDERS),
            dice.randrange(_CUSTOMERS),
            _moment(dice),
            _amount(dice),
            dice.choice(_CHANNELS),
            dice.choice(_SUBSCRIPTIONS),
        ),
    ),
    (
        2,
        lambda dice, session: _put_refund(
            session, dice.randrange(4), dice.randrange(_ORDERS), _moment(dice), dice.randint(1, 5_000)
        ),
    ),
    (2, lambda dice, session: _refund_fully(session, dice.randrange(_ORDERS), _moment(dice))),
    (1, lambda dice, session: _put_spend(session, dice.choice(_DAYS), dice.choice(_CHANNELS), _cents(dice))),
    (1, lambda dice, session: _put_expense(session, dice.choice(_DAYS), dice.choice(_CATEGORIES), _cents(dice))),
    (1, lambda dice, session: _put_balance(session, dice.choice(_DAYS), _cents(dice) - 99, dice.randint(-2, 2))),
    (1, lambda dice, session: _move_balance(session, dice.choice(_DAYS), dice.randint(-1, 1))),
    (1, lambda dice, session: _delete_expenses(session, dice.choice(_DAYS))),
    (1, lambda dice, session: _delete_balance(session, dice.choice(_DAYS))),
    (1, lambda dice, session: _delete(session, "orders", dice.randrange(_ORDERS))),
    (1, lambda dice, session: _delete(session, "refunds", dice.randrange(8))),
    (4, lambda dice, session: _put_touch(session, dice.randrange(_CUSTOMERS), _moment(dice), dice.choice(_CHANNELS))),
    (1, lambda dice, session: _move_touches(session, dice.randrange(_CUSTOMERS), dice.choice((-1, 1, 30)))),
    (1, lambda dice, session: _delete_touches(session, dice.randrange(_CUSTOMERS), dice.choice(_CHANNELS))),
    (1, lambda dice, session: _move_order(session, dice.randrange(_ORDERS))),
    (5, lambda _, session: Step(session, "COMMIT", {})),
    (3, lambda *_: Step(0, "RUN", {})),
)


def random_history(seed: int) -> list[Step]:
    """Some 30 steps; the same seed gives the same."""
    dice = Random(seed)  # noqa: S311  # a reproducible draw is the purpose; nothing here is secret
    weights, draws = zip(*_DRAWS, strict=True)
    return [draw(dice, dice.randrange(2)) for draw in dice.choices(draws, weights, k=dice.randint(20, 40))]


# Drawn by dice of their own: hypothesis, left to choose every step, repeats itself and hardly ever changes a row that a
# run has seen.
HISTORIES = st.integers(0, 2**32).map(random_history)


def play(database: Database, history: list[Step], run: Callable[[], object]) -> None:
    """Take the steps; at the end both transactions are committed."""
    with playing(database, run) as take:
        for step in history:
            take(step)


@contextmanager
def playing(database: Database, run: Callable[[], object]) -> Iterator[Callable[[Step], None]]:
    """Whoever takes a step of a history; at the end both transactions are committed."""
    with database.engine.connect() as first, database.engine.connect() as second:
        sessions: tuple[Connection, ...] = (first, second)

        def take(step: Step) -> None:
            if step.sql == "RUN":
                run()
            elif step.sql == "COMMIT":
                sessions[step.session].commit()
            else:
                sessions[step.session].execute(text(step.sql), step.parameters)

        yield take
        for session in sessions:
            session.commit()


def forget_everything(database: Database) -> None:
    """An empty database again."""
    with database.write() as connection:
        names = connection.execute(
            text(
                "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
                "WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
            )
        ).scalar_one()
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        # The queue holds what the truncation itself took away.
        for queue in CHANGE_TABLES.values():
            connection.execute(text(f"TRUNCATE {queue.name}"))

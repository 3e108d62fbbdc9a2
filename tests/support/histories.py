"""Random histories of source rows: changes of every kind, in two transactions at a time, with runs in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection, text

from store.database import Database
from store.tables import CHANGE_TABLES

# Around the autumn change of clocks in Toronto, a month end and a week end; close together, so that rows meet.
_FIRST = datetime(2026, 10, 29, 3, 30, tzinfo=UTC)
_CHANNELS = st.sampled_from(["meta", "TikTok ", "tt", "Pinterest"])
_MOMENTS = st.builds(lambda quarters: _FIRST + timedelta(hours=quarters / 4), st.integers(0, 4 * 24 * 130))
_AMOUNTS = st.integers(0, 9_999).map(lambda cents: f"{cents / 100:.2f}")
_ORDER_NUMBERS = st.integers(0, 9)
_SUBSCRIPTIONS = st.sampled_from([(None, None), ("s1", 1), ("s1", 3), ("s2", 1), ("s2", 12)])


@dataclass(frozen=True)
class Step:
    """One statement on one of two transactions, or its commit, or (without SQL) a run."""

    session: int
    sql: str
    parameters: dict[str, object]


def _order_id(session: int, number: int) -> str:
    # Each session has orders of its own, so that neither waits for the other's row locks; customers are shared.
    return f"o{session}-{number}"


def _put_order(  # noqa: PLR0917  # hypothesis builds it by position
    session: int,
    number: int,
    customer: int,
    at: datetime,
    amount: str,
    channel: str,
    subscription: tuple[str | None, int | None],
) -> Step:
    sql = (
        "INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel, "
        "subscription_id, interval_months) "
        "VALUES (:id, :customer, :at, :amount, 1.05, 'CAD', :channel, :subscription, :months) "
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


_SESSIONS = st.integers(0, 1)
_DELETED = st.sampled_from(["orders", "refunds"])

STEPS = st.one_of(
    st.builds(_put_order, _SESSIONS, _ORDER_NUMBERS, st.integers(0, 3), _MOMENTS, _AMOUNTS, _CHANNELS, _SUBSCRIPTIONS),
    st.builds(_put_order, _SESSIONS, _ORDER_NUMBERS, st.integers(0, 3), _MOMENTS, _AMOUNTS, _CHANNELS, _SUBSCRIPTIONS),
    st.builds(_put_refund, _SESSIONS, st.integers(0, 4), _ORDER_NUMBERS, _MOMENTS, st.integers(1, 5_000)),
    st.builds(_put_spend, _SESSIONS, st.integers(0, 40), _CHANNELS, st.integers(0, 9_999)),
    st.builds(_put_expense, _SESSIONS, st.integers(0, 40), st.sampled_from(["rent", "payroll"]), st.integers(0, 9_999)),
    st.builds(_put_balance, _SESSIONS, st.integers(0, 20), st.integers(-99, 9_999), st.integers(-2, 2)),
    st.builds(_move_balance, _SESSIONS, st.integers(0, 20), st.integers(-1, 1)),
    st.builds(_delete_expenses, _SESSIONS, st.integers(0, 40)),
    st.builds(_delete_balance, _SESSIONS, st.integers(0, 20)),
    st.builds(
        lambda session, table, number: Step(
            session,
            f"DELETE FROM {table} WHERE id = :id",  # noqa: S608  # one of two table names
            {"id": f"{table[0]}{session}-{number}"},
        ),
        _SESSIONS,
        _DELETED,
        _ORDER_NUMBERS,
    ),
    st.builds(
        lambda session, number: Step(
            session,
            "UPDATE orders SET id = :id || '-moved' WHERE id = :id "
            "AND NOT EXISTS (SELECT FROM orders m WHERE m.id = :id || '-moved') "
            "AND NOT EXISTS (SELECT FROM refunds r WHERE r.order_id = :id)",
            {"id": _order_id(session, number)},
        ),
        _SESSIONS,
        _ORDER_NUMBERS,
    ),
    st.builds(lambda session: Step(session, "COMMIT", {}), _SESSIONS),
    st.just(Step(0, "RUN", {})),
)
HISTORIES = st.lists(STEPS, min_size=1, max_size=40)


def play(database: Database, history: list[Step], run: Callable[[], object]) -> None:
    """Take the steps; at the end both transactions are committed."""
    with database.engine.connect() as first, database.engine.connect() as second:
        sessions: tuple[Connection, ...] = (first, second)
        for step in history:
            if step.sql == "RUN":
                run()
            elif step.sql == "COMMIT":
                sessions[step.session].commit()
            else:
                sessions[step.session].execute(text(step.sql), step.parameters)
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

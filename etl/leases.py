"""Leases: one holder at a time, for a bounded time, in rows that work behind any pooler.

A lease's token grows with every holder, and the transaction that publishes checks it at its end: whoever was overtaken
while frozen or cut off publishes nothing, whenever it wakes up. The expiry lies in a row of its own, so that a
heartbeat never conflicts with the transaction that checks the token.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from psycopg.errors import SerializationFailure
from sqlalchemy import ColumnElement, Connection, delete, exists, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from store.clock import moment
from store.database import Database
from store.tables import lease_heartbeats, leases

LEASE_SECONDS = 60


class LeaseLostError(Exception):
    """Somebody else took the lease over; what was done under it must not be published."""

    def __init__(self, lease: "Lease") -> None:
        super().__init__(
            f"the lease {lease.name!r} was taken over from {lease.holder} before it published; "
            "whoever has it now does the work"
        )


@dataclass(frozen=True)
class Lease:
    """What a holder has. Not proof that it still has it: that is `check_lease`, in the transaction that publishes."""

    name: str
    token: int
    holder: str
    seconds: float


@dataclass(frozen=True)
class Held:
    """Somebody else has the lease: who, since when, and under which token."""

    name: str
    token: int
    holder: str
    since: datetime


def this_process() -> str:
    """A holder's name: the host and the process, and something that no other replica shares."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:6]}"


@contextmanager
def briefly(database: Database) -> Iterator[Connection]:
    """A short writing transaction that a frozen process can not keep open, and that waits for nobody for long."""
    with database.write() as connection:
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10s'"))
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        yield connection


def acquire_lease(connection: Connection, name: str, holder: str, seconds: float = LEASE_SECONDS) -> Lease | Held:
    """Take a lease that is free or has run out, once this transaction commits; or say who has it. Waits for nobody."""
    _create_if_new(connection, name)
    # Locked: somebody is taking it, or publishing under it, this moment.
    free = select(leases.c.token).where(leases.c.name == name).with_for_update(skip_locked=True)
    if connection.execute(free).first() is None or _is_live(connection, name):
        return _held(connection, name)
    taken = {"token": leases.c.token + 1, "holder": holder, "acquired_at": moment()}
    query = update(leases).where(leases.c.name == name).values(taken).returning(leases.c.token)
    lease = Lease(name, connection.execute(query).scalar_one(), holder, seconds)
    beat = {"token": lease.token, "expires_at": _expiry(lease)}
    first_beat = insert(lease_heartbeats).values(name=name, **beat)
    connection.execute(first_beat.on_conflict_do_update(index_elements=["name"], set_=beat))
    return lease


def renew_lease(connection: Connection, lease: Lease) -> bool:
    """Put the expiry off; False where somebody else has taken the lease over."""
    beat = update(lease_heartbeats).where(*_beats_of(lease)).values(expires_at=_expiry(lease))
    return connection.execute(beat).rowcount == 1


def release_lease(connection: Connection, lease: Lease) -> None:
    """Leave the lease to the next; nothing happens where it was taken over."""
    connection.execute(delete(lease_heartbeats).where(*_beats_of(lease)))


def check_lease(connection: Connection, lease: Lease) -> None:
    """The fence, at the end of the transaction that publishes: until it ends, nobody can take the lease over.

    Raises LeaseLostError where somebody has. A lease that has run out, but that nobody took, still counts.
    """
    query = select(leases.c.token).where(leases.c.name == lease.name).with_for_update()
    try:
        token = connection.execute(query).scalar()
    except OperationalError as error:
        # Under REPEATABLE READ: taken over after this transaction began to read.
        if isinstance(error.orig, SerializationFailure):
            raise LeaseLostError(lease) from error
        raise
    if token != lease.token:
        raise LeaseLostError(lease)


def is_live(name: ColumnElement[str], token: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a row's holder still has the lease of this name under this token."""
    same = (lease_heartbeats.c.name == name, lease_heartbeats.c.token == token)
    return exists().where(*same, lease_heartbeats.c.expires_at > moment())


def _create_if_new(connection: Connection, name: str) -> None:
    if connection.execute(select(leases.c.name).where(leases.c.name == name)).first() is None:
        unheld = insert(leases).values(name=name, token=0, holder="", acquired_at=moment())
        connection.execute(unheld.on_conflict_do_nothing())


def _is_live(connection: Connection, name: str) -> bool:
    # Locked, because a heartbeat under way may be about to put the expiry off.
    query = select(lease_heartbeats.c.expires_at > moment()).where(lease_heartbeats.c.name == name).with_for_update()
    return bool(connection.execute(query).scalar())


def _held(connection: Connection, name: str) -> Held:
    row = connection.execute(select(leases).where(leases.c.name == name)).one()
    return Held(name, row.token, row.holder, row.acquired_at)


def _beats_of(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return lease_heartbeats.c.name == lease.name, lease_heartbeats.c.token == lease.token


def _expiry(lease: Lease) -> ColumnElement[datetime]:
    return moment() + timedelta(seconds=lease.seconds)

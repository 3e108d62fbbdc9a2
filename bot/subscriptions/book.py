"""The subscriptions as the database keeps them. A change is made to a state, so making it twice changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from bot.subscriptions.schedule import Every, Schedule
from bot.subscriptions.subscription import Change, Subscription
from store.clock import current_moment, moment
from store.database import Database
from store.owing import OutboxStatus
from store.tables import outbox, subscriptions

# More are read by nobody; and each is a message of the channel's.
MOST_IN_CHANNEL = 20
MOST_OF_PERSON = 30
_of = subscriptions.c
_STANDS = _of.removed_at.is_(None)


@dataclass(frozen=True)
class NewSubscription:
    """One that somebody wants."""

    words: str
    channel: str
    schedule: Schedule
    zone: str
    made_by: str


@dataclass(frozen=True)
class Added:
    """It is in the book."""

    subscription: Subscription


@dataclass(frozen=True)
class Standing:
    """The same one stands there already."""

    subscription: Subscription


@dataclass(frozen=True)
class TooMany:
    """There are as many as there may be, in the channel or of the person."""

    most: int
    of_person: bool


class LostChangeError(Exception):
    """The same subscription was made anew since this one was removed."""


@dataclass(frozen=True)
class SubscriptionBook:
    """Keeps them. It blocks: from an event loop call it in a thread. It goes by the database's clock."""

    database: Database

    def now(self) -> datetime:
        """The moment."""
        with self.database.read() as connection:
            return current_moment(connection)

    def add(self, new: NewSubscription) -> Added | Standing | TooMany:
        """Make it, unless it stands there already, or there are too many."""
        columns = _columns(new)
        made = insert(subscriptions).values({**columns, "made_by": new.made_by, "made_at": moment(), "since": moment()})
        same = select(subscriptions).where(_STANDS, *(_of[name] == value for name, value in columns.items()))
        with self.database.write() as connection:
            standing = connection.execute(same).first()
            too_many = None if standing else _too_many(connection, new)
            if too_many:
                return too_many
            row = standing or connection.execute(made.on_conflict_do_nothing().returning(subscriptions)).first()
            if row is None or standing:
                # Somebody else may have made it this moment.
                return Standing(_read(standing or connection.execute(same).one()))
            return Added(_read(row))

    def forget(self, subscription: Subscription) -> None:
        """It was never wanted where it was to go."""
        with self.database.write() as connection:
            connection.execute(delete(subscriptions).where(_of.id == subscription.id))

    def seen_by(self, person: str, conversation: str) -> tuple[Subscription, ...]:
        """Those of the conversation, and those that a person made or is sent, the oldest first."""
        theirs = or_(_of.channel == conversation, _of.made_by == person, _of.channel == person)
        return self._all(_STANDS, theirs)

    def active(self) -> tuple[Subscription, ...]:
        """All that are due ever again."""
        with self.database.read() as connection:
            return read_active(connection)

    def find(self, number: int) -> Subscription | None:
        """The one of that number, removed or not."""
        found = self._all(_of.id == number)
        return found[0] if found else None

    def change(self, seen: Subscription, change: Change, person: str) -> Subscription | None:
        """Change what the caller saw; None where it is so already, or has been changed since.

        Raises LostChangeError where it can't be brought back, because the same was made anew.
        """
        condition, values = _CHANGES[change]
        is_as_seen = (_of.id == seen.id, _of.version == seen.version, condition)
        marked = {"version": _of.version + 1, "changed_by": person}
        statement = update(subscriptions).where(*is_as_seen).values({**values, **marked})
        try:
            with self.database.write() as connection:
                row = connection.execute(statement.returning(subscriptions)).first()
                changed = _read(row) if row else None
                if changed and not changed.is_active:
                    _withdraw(connection, changed)
        except IntegrityError as error:
            raise LostChangeError from error
        return changed

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[Subscription, ...]:
        with self.database.read() as connection:
            rows = connection.execute(select(subscriptions).where(*conditions).order_by(_of.id))
            return tuple(map(_read, rows))


def read_active(connection: Connection) -> tuple[Subscription, ...]:
    """All that are due ever again, the oldest first."""
    rows = connection.execute(select(subscriptions).where(_STANDS, _of.paused_at.is_(None)).order_by(_of.id))
    return tuple(map(_read, rows))


def settle(connection: Connection, subscription: Subscription, through: date) -> bool:
    """Whether it is the caller's to owe, up to that date: False where it is settled, paused or removed by now."""
    is_open = or_(_of.owed_through.is_(None), _of.owed_through < through)
    is_active = (_of.id == subscription.id, _STANDS, _of.paused_at.is_(None), _of.since == subscription.since)
    settled = update(subscriptions).where(*is_active, is_open).values(owed_through=through)
    return connection.execute(settled).rowcount == 1


def pause_because(connection: Connection, subscription: Subscription, why: str) -> bool:
    """Pause what can't be answered; False where it is paused or removed already."""
    condition, values = _CHANGES[Change.PAUSE]
    paused = {**values, "paused_why": why, "version": _of.version + 1}
    statement = update(subscriptions).where(_of.id == subscription.id, condition).values(paused)
    return connection.execute(statement).rowcount == 1


_PAUSED = _of.paused_at.is_not(None)
_CHANGES: Mapping[Change, tuple[ColumnElement[bool], Mapping[str, Any]]] = {
    Change.PAUSE: (_STANDS & ~_PAUSED, {"paused_at": moment(), "paused_why": None}),
    Change.RESUME: (_STANDS & _PAUSED, {"paused_at": None, "paused_why": None, "since": moment()}),
    Change.REMOVE: (_STANDS, {"removed_at": moment()}),
    Change.RESTORE: (~_STANDS, {"removed_at": None, "since": moment()}),
}


def _withdraw(connection: Connection, subscription: Subscription) -> None:
    """What is owed of it and not sent yet is of no use any more."""
    waiting = (outbox.c.series == subscription.series, outbox.c.channel == subscription.channel)
    is_unsent = outbox.c.status == OutboxStatus.OWED
    connection.execute(update(outbox).where(*waiting, is_unsent).values(expires_at=moment()))


def _too_many(connection: Connection, new: NewSubscription) -> TooMany | None:
    if _number(connection, _of.channel == new.channel) >= MOST_IN_CHANNEL:
        return TooMany(MOST_IN_CHANNEL, of_person=False)
    if _number(connection, _of.made_by == new.made_by) >= MOST_OF_PERSON:
        return TooMany(MOST_OF_PERSON, of_person=True)
    return None


def _number(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(subscriptions).where(_STANDS, condition)
    return connection.execute(query).scalar_one()


def _columns(new: NewSubscription) -> dict[str, Any]:
    """What makes two of them the same."""
    schedule = new.schedule
    when = {"every": schedule.every, "day": schedule.day, "at": schedule.at, "zone": new.zone}
    return {"words": new.words, "channel": new.channel, **when}


def _read(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        words=row.words,
        channel=row.channel,
        schedule=Schedule(Every(row.every), row.at, row.day),
        zone=ZoneInfo(row.zone),
        made_by=row.made_by,
        since=row.since,
        owed_through=row.owed_through,
        paused_why=row.paused_why,
        is_paused=row.paused_at is not None,
        is_removed=row.removed_at is not None,
        version=row.version,
    )

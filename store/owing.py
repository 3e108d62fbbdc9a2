"""What must be posted is owed here, in the transaction of what caused it; only bot's delivery sends it.

A message is owed once: its kind, its subject and the conversation name it. Owing it again changes nothing, so whoever
is not sure whether it was owed owes it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from store.clock import moment
from store.tables import outbox, stated_numbers

Json = dict[str, Any]


class Action(StrEnum):
    """A new message, or other content for one that was posted: an edit may safely be repeated, a post may not."""

    POST = "post"
    EDIT = "edit"


class Priority(IntEnum):
    """Who goes first where Slack makes all wait; the smaller the sooner."""

    CRITICAL = 0
    ALERT = 2
    NOTICE = 4
    DIGEST = 5
    CORRECTION = 6


class OutboxStatus(StrEnum):
    """OWED, SENDING and UNCERTAIN are still worked on. REFUSED may be owed again once what is wrong is mended."""

    OWED = "owed"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    PROVED = "proved"
    EXPIRED = "expired"
    REFUSED = "refused"


@dataclass(frozen=True)
class StatedNumber:
    """A number as a message states it: the words that ask for it, held to the closed day `as_of`, and its snapshot.

    `value` is in the metric's own unit; None where the message says that there is none.
    """

    words: str
    as_of: date
    title: str
    shown: str
    value: Decimal | None
    snapshot_id: int


@dataclass(frozen=True)
class OwedMessage:
    """What is to be posted in a conversation (its id, or a person's for a direct message), or edited there.

    - `text`, `blocks`: the message without its picture, complete in itself. Not a word of it changes afterwards.
    - `picture`: what is to be drawn and put under it once it stands there: `{"words", "as_of", "snapshot_id"}`.
    - `file_id`: that picture, where it is uploaded already.
    - `words`: what asks for what it shows, for Explain.
    - `series`: the newest message of a series in a conversation overtakes those that were not sent yet.
    - `about_id`: the owed message whose thread it goes into, or which it edits.
    - `due_at`, `expires_at`: aware of their zone; not sent before the one, nor from the other on.
    """

    kind: str
    subject: str
    channel: str
    text: str
    blocks: Sequence[Mapping[str, Any]]
    due_at: datetime
    action: Action = Action.POST
    priority: Priority = Priority.DIGEST
    picture: Mapping[str, Any] | None = None
    file_id: str | None = None
    words: str | None = None
    snapshot_id: int | None = None
    series: str | None = None
    about_id: int | None = None
    expires_at: datetime | None = None
    states: Sequence[StatedNumber] = ()


def owe(connection: Connection, owed: OwedMessage) -> int | None:
    """Owe a message once this transaction commits: its id, or None where it was owed already and nothing changes."""
    row = {
        "kind": owed.kind,
        "subject": owed.subject,
        "channel": owed.channel,
        "series": owed.series,
        "action": owed.action,
        "about_id": owed.about_id,
        "priority": owed.priority,
        "message": {"text": owed.text, "blocks": [dict(block) for block in owed.blocks]},
        "picture": dict(owed.picture) if owed.picture else None,
        "picture_status": "wanted" if owed.picture else None,
        "file_id": owed.file_id,
        "words": owed.words,
        "snapshot_id": owed.snapshot_id,
        "due_at": owed.due_at,
        "next_at": owed.due_at,
        "expires_at": owed.expires_at,
    }
    once = upsert(outbox).values(row).on_conflict_do_nothing(constraint="outbox_owed_once")
    outbox_id = connection.execute(once.returning(outbox.c.id)).scalar()
    if outbox_id is not None and owed.states:
        numbered = [{"outbox_id": outbox_id, "position": at, **vars(each)} for at, each in enumerate(owed.states)]
        connection.execute(insert(stated_numbers), numbered)
    return outbox_id


def owed_id(connection: Connection, kind: str, subject: str, channel: str) -> int | None:
    """The id of what is owed under this name; None where nothing is."""
    named = (outbox.c.kind == kind, outbox.c.subject == subject, outbox.c.channel == channel)
    return connection.execute(select(outbox.c.id).where(*named)).scalar()


def withdraw(connection: Connection, outbox_id: int, reason: str) -> bool:
    """Take back what was owed and is not true any more; False where it was sent, or may have been.

    Nobody begins to send it before this transaction ends, nor afterwards.
    """
    waiting = (outbox.c.id == outbox_id, outbox.c.status == OutboxStatus.OWED)
    withdrawn = {"status": OutboxStatus.EXPIRED, "ended_at": moment(), "error": reason}
    return connection.execute(update(outbox).where(*waiting).values(withdrawn)).rowcount == 1


def record_given_up(connection: Connection, owed: OwedMessage, reason: str) -> None:
    """What was promised and is of no use any more, on record under its own name; it is never sent."""
    outbox_id = owe(connection, owed)
    if outbox_id is not None:
        withdraw(connection, outbox_id, reason)

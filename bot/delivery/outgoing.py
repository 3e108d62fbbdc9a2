"""A row of the outbox on its way out, and the key by which its message is known in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from bot.views.message import Message
from metrics.answer import Levels, Status
from store.owing import Action, OutboxStatus

EVENT_TYPE = "kpibot_delivery"
Json = dict[str, Any]


@dataclass(frozen=True)
class Parent:
    """The message that a row is about, as it stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True)
class PictureSpec:
    """What a picture is of: the words that ask for it, the closed day and the snapshot; and where among the blocks.

    `levels`, `status`: those of the message, where they are not the metric's own.
    """

    words: str
    as_of: date
    snapshot_id: int
    at: int | None
    levels: Levels | None = None
    status: Status | None = None

    @classmethod
    def read(cls, spec: Mapping[str, Any]) -> "PictureSpec":
        """As it lies in the outbox."""
        at = spec.get("at")
        day, snapshot = date.fromisoformat(spec["as_of"]), int(spec["snapshot_id"])
        levels, status = spec.get("levels"), spec.get("status")
        return cls(
            str(spec["words"]),
            day,
            snapshot,
            None if at is None else int(at),
            Levels(**{name: Decimal(level) for name, level in levels.items()}) if levels else None,
            Status(status) if status else None,
        )


@dataclass(frozen=True)
class Outgoing:
    """A row that somebody has claimed. `token`: proof that it is still theirs, until somebody else claims it.

    `status`: as it was found. `attempts`: how often it was sent, this time included.
    `may_repeat`: nobody could read back whether it stands there already. All moments are the database's.
    """

    id: int
    kind: str
    subject: str
    channel: str
    action: Action
    status: OutboxStatus
    token: int
    attempts: int
    message: Message
    about_id: int | None
    parent: Parent | None
    words: str | None
    snapshot_id: int | None
    created_at: datetime
    first_sent_at: datetime | None
    last_sent_at: datetime | None
    posted_channel: str | None
    ts: str | None
    may_repeat: bool
    file_id: str | None
    picture: PictureSpec | None

    @property
    def key(self) -> str:
        """What its message carries, and no other does."""
        return key_of(self.kind, self.subject, self.channel)

    @property
    def root_id(self) -> int:
        """The row of the message that stands there in the end: an edit's is the one that it edits."""
        return self.about_id if self.action is Action.EDIT and self.about_id else self.id

    @property
    def thread_ts(self) -> str | None:
        """The thread that it goes into."""
        return self.parent.ts if self.parent and self.action is Action.POST else None

    def keyed(self) -> Message:
        """The message with its key in the first block."""
        if not self.message.blocks:
            return self.message
        first, *rest = self.message.blocks
        return replace(self.message, blocks=({**first, "block_id": self.key}, *rest))

    def metadata(self) -> Json:
        """The key as metadata, which every reader of the conversation may see."""
        return {"event_type": EVENT_TYPE, "event_payload": {"key": self.key}}


def key_of(kind: str, subject: str, channel: str) -> str:
    """The key of an owed message: the same for ever, and no longer than a block_id may be."""
    return "kpibot-" + sha256(f"{kind}\0{subject}\0{channel}".encode()).hexdigest()[:40]


def carries(message: Mapping[str, Any], key: str) -> bool:
    """Whether a message of Slack's carries the key."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    blocks = message.get("blocks") or [{}]
    return payload.get("key") == key or blocks[0].get("block_id") == key

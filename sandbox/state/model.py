"""What a workspace consists of. All of it is frozen: a change replaces the value, so a test may keep what it saw."""

from dataclasses import dataclass
from enum import StrEnum

from sandbox.payload import Json


class ChannelKind(StrEnum):
    """Who may see a conversation, which also decides the scope that reads it."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    DIRECT = "im"


@dataclass(frozen=True)
class User:
    """A person, or the app's own bot user."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    zone: str = "America/Toronto"
    is_guest: bool = False


@dataclass(frozen=True)
class UserGroup:
    """People who can be named together."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Channel:
    """A conversation. `direct_with` names the person of a direct message with the bot.

    `is_shared`: another company reads it as well.
    """

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    is_archived: bool = False
    direct_with: str | None = None
    topic: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class Reaction:
    """One emoji under a message and who put it there, in that order."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """One message. `ephemeral_for` is the only person who sees it; `thread_ts` is the parent's ts in every reply."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    by_bot: bool = False
    ephemeral_for: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    reactions: tuple[Reaction, ...] = ()
    files: tuple[str, ...] = ()
    subtype: str | None = None
    client_msg_id: str | None = None
    reply_broadcast: bool = False

    @property
    def is_reply(self) -> bool:
        """Whether the message lives in a thread below another one."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def visible_to(self, viewer: str | None) -> bool:
        """Ephemeral messages are visible to their person only; None stands for everybody in common."""
        return self.ephemeral_for is None or self.ephemeral_for == viewer


@dataclass(frozen=True)
class Command:
    """A slash command as the app's manifest declares it."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A message shortcut as the app's manifest declares it."""

    callback_id: str
    name: str


@dataclass(frozen=True)
class AppProfile:
    """The installed app: its identity, what it may do, and what it has subscribed to.

    `request_url`: where it takes requests over HTTP; None where it is in Socket Mode.
    """

    app_id: str
    bot_id: str
    bot_user: str
    name: str
    scopes: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = frozenset()
    app_scopes: frozenset[str] = frozenset({"connections:write"})
    request_url: str | None = None

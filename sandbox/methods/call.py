"""What a Web API method is, and what it is given when it runs."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import ApiError, invalid_arguments
from sandbox.events import Events
from sandbox.payload import Json
from sandbox.rate_limits import Tier
from sandbox.state.model import Channel, ChannelKind
from sandbox.state.tokens import TokenKind
from sandbox.state.workspace import Workspace


class Arguments:
    """A request's arguments, whether they came as a form or as JSON."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """A string, or the default where it is absent."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """A string that must be there."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """A switch, in any of the spellings that forms use."""
        return str(self.values.get(name, "")).lower() in ("1", "true")

    def whole(self, name: str, default: int) -> int:
        """A whole number that is not negative."""
        text = self.text(name, str(default))
        if not text.isdigit():
            raise invalid_arguments(f"must be a whole number [json-pointer:/{name}]")
        return int(text)

    def rows(self, name: str) -> list[object] | None:
        """A list, or None where it is absent."""
        value = self._json(name)
        if value is not None and not isinstance(value, list):
            raise invalid_arguments(f"must be an array [json-pointer:/{name}]")
        return value

    def mapping(self, name: str) -> Json | None:
        """An object, or None where it is absent."""
        value = self._json(name)
        if value is not None and not isinstance(value, dict):
            raise invalid_arguments(f"must be an object [json-pointer:/{name}]")
        return value

    def _json(self, name: str) -> object:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise invalid_arguments(f"must be valid JSON [json-pointer:/{name}]") from None


@dataclass(frozen=True)
class Call:
    """One call of a method: the workspace, the arguments, and ways to tell others of what it does."""

    workspace: Workspace
    arguments: Arguments
    events: Events
    base_url: str
    issue_ticket: Callable[[], str]

    def require_scope(self, scope: str) -> None:
        """Refuse unless the bot's token has the scope."""
        granted = self.workspace.app.scopes
        if scope not in granted:
            raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(granted)))

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that an argument names by id; a private one exists only for its members."""
        return self.known(self.workspace.directory.by_id(self.arguments.need(name)))

    def known(self, channel: Channel | None) -> Channel:
        """That conversation, unless the bot may not know of it."""
        if channel is None:
            raise ApiError("channel_not_found")
        if channel.kind is not ChannelKind.PUBLIC and not self.is_member(channel):
            raise ApiError("channel_not_found")
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in a conversation."""
        return self.workspace.app.bot_user in channel.members

    def writable(self, channel: Channel) -> Channel:
        """That conversation, unless it is archived or the bot is not in it."""
        if channel.is_archived:
            raise ApiError("is_archived")
        if not self.is_member(channel):
            raise ApiError("not_in_channel")
        return channel


@dataclass(frozen=True)
class Method:
    """One Web API method: who may call it, how often, with which scope, and what it does."""

    name: str
    run: Callable[[Call], Json]
    scope: str | None = None
    tier: Tier | None = None
    token: TokenKind = TokenKind.BOT

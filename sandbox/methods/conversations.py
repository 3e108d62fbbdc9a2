"""conversations.*: the channels and what was said in them."""

from decimal import Decimal, InvalidOperation

from sandbox.errors import ApiError, invalid_arguments
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.payloads import channel_json, message_json
from sandbox.state.model import Channel, ChannelKind, Message

_FAMILY = {ChannelKind.PUBLIC: "channels", ChannelKind.PRIVATE: "groups", ChannelKind.DIRECT: "im"}
_MOST = 1000


def _list(call: Call) -> Json:
    names = call.arguments.text("types", ChannelKind.PUBLIC.value).split(",")
    kinds = {kind for kind in ChannelKind if kind.value in names}
    if len(kinds) != len(names):
        raise ApiError("invalid_types")
    for kind in kinds:
        call.require_scope(f"{_FAMILY[kind]}:read")
    wanted = [c for c in call.workspace.directory.channels if c.kind in kinds and _is_listed(call, c)]
    page, cursor = _paged(call, [channel_json(call.workspace, channel) for channel in wanted], default=100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def _is_listed(call: Call, channel: Channel) -> bool:
    if channel.is_archived and call.arguments.flag("exclude_archived"):
        return False
    return channel.kind is ChannelKind.PUBLIC or call.is_member(channel)


def _paged(call: Call, rows: list[Json], default: int) -> tuple[list[Json], str]:
    limit = min(call.arguments.whole("limit", default) or default, _MOST)
    start = call.arguments.whole("cursor", 0)
    following = start + limit
    return rows[start:following], str(following) if following < len(rows) else ""


def _info(call: Call) -> Json:
    channel = call.channel()
    call.require_scope(f"{_FAMILY[channel.kind]}:read")
    return {"channel": channel_json(call.workspace, channel)}


def _members(call: Call) -> Json:
    channel = call.channel()
    call.require_scope(f"{_FAMILY[channel.kind]}:read")
    rows = [{"id": member} for member in sorted(channel.members)]
    page, cursor = _paged(call, rows, default=100)
    return {"members": [row["id"] for row in page], "response_metadata": {"next_cursor": cursor}}


def _open(call: Call) -> Json:
    call.require_scope("im:write")
    user = call.arguments.need("users")
    if "," in user or user == call.workspace.app.bot_user:
        raise invalid_arguments("this workspace opens direct messages with one person only [json-pointer:/users]")
    if not call.workspace.directory.has_user(user):
        raise ApiError("user_not_found")
    was_open = call.workspace.directory.direct(user) is not None
    channel = call.workspace.directory.open_direct(user, call.workspace.app.bot_user)
    return {"channel": {"id": channel.id}, "already_open": was_open, "no_op": was_open}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.require_scope(f"{_FAMILY[channel.kind]}:history")
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    return channel


def _history(call: Call) -> Json:
    channel = _readable(call)
    everything = call.workspace.log.in_channel(channel.id)
    shown = [m for m in everything if not m.is_reply or m.reply_broadcast]
    return _answer(call, list(reversed(_within(call, shown))))


def _replies(call: Call) -> Json:
    channel, ts = _readable(call), call.arguments.need("ts")
    parent = call.workspace.log.get(channel.id, ts)
    if parent is None or parent.ephemeral_for is not None:
        raise ApiError("thread_not_found")
    replies = _within(call, call.workspace.log.replies(channel.id, parent.thread_ts or ts))
    return _answer(call, [parent, *replies])


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest", "0"), _moment(call, "latest", "9" * 12)
    inclusive = call.arguments.flag("inclusive")
    kept = [(Decimal(m.ts), m) for m in messages if m.ephemeral_for is None]
    return [m for at, m in kept if oldest < at < latest or (inclusive and at in (oldest, latest))]


def _moment(call: Call, name: str, default: str) -> Decimal:
    try:
        return Decimal(call.arguments.text(name, default) or default)
    except InvalidOperation:
        raise ApiError(f"invalid_ts_{name}") from None


def _answer(call: Call, messages: list[Message]) -> Json:
    with_metadata = call.arguments.flag("include_all_metadata")
    rows = [message_json(call.workspace, message, with_metadata=with_metadata) for message in messages]
    page, cursor = _paged(call, rows, default=100)
    return {"messages": page, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


METHODS = (
    Method("conversations.list", _list, tier=2),
    Method("conversations.info", _info, tier=3),
    Method("conversations.members", _members, tier=4),
    Method("conversations.open", _open, tier=3),
    Method("conversations.history", _history, tier=3),
    Method("conversations.replies", _replies, tier=3),
)

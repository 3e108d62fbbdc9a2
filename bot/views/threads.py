"""Controls that answer in a thread in which they don't stand: their block says which."""

from dataclasses import replace
from typing import Any

from bot.views.message import Block, Message

_MARK = "thread:"


def bound_to(message: Message, thread_ts: str) -> Message:
    """The same message, whose controls bring their answers into that thread."""
    return replace(message, blocks=tuple(_bound(block, thread_ts, n) for n, block in enumerate(message.blocks)))


def thread_of(body: dict[str, Any]) -> str | None:
    """The thread that the answer to a click belongs into: the one that its control is bound to, or stands in."""
    mark, _, rest = str(body["actions"][0].get("block_id") or "").partition(":")
    return rest.partition(":")[0] if f"{mark}:" == _MARK else thread_around(body)


def thread_around(body: dict[str, Any]) -> str | None:
    """The thread that a clicked message is a reply in; none for the message above a thread, which the channel shows."""
    container = body["container"]
    thread_ts = container.get("thread_ts")
    return str(thread_ts) if thread_ts and thread_ts != container["message_ts"] else None


def _bound(block: Block, thread_ts: str, number: int) -> Block:
    # The number keeps two blocks of one message apart, as Slack wants it.
    return {**block, "block_id": f"{_MARK}{thread_ts}:{number}"} if block["type"] == "actions" else block

"""Controls that answer in a thread in which they don't stand: their block says which."""

from dataclasses import replace
from typing import Any

from bot.views.message import Block, Message

_MARK = "thread:"


def bound_to(message: Message, thread_ts: str) -> Message:
    """The same message, whose controls bring their answers into that thread."""
    return replace(message, blocks=tuple(_bound(block, thread_ts, n) for n, block in enumerate(message.blocks)))


def bound_thread(action: dict[str, Any]) -> str | None:
    """The thread that a clicked control is bound to."""
    mark, _, rest = str(action.get("block_id") or "").partition(":")
    return rest.partition(":")[0] if f"{mark}:" == _MARK else None


def _bound(block: Block, thread_ts: str, number: int) -> Block:
    # The number keeps two blocks of one message apart, as Slack wants it.
    return {**block, "block_id": f"{_MARK}{thread_ts}:{number}"} if block["type"] == "actions" else block

"""Explaining the answer that somebody points at, without naming it."""

import asyncio
from collections.abc import Callable

from bot.command import Reply, Say
from bot.command_registry import all_commands, read_command
from bot.replying import Reading
from bot.shown import EXPLAIN_WORD
from bot.views.not_understood import nothing_to_explain

_POINTING = frozenset({"", "this", "that", "it", "please", "this please", "this number", "that number", "the number"})


def points_at_thread(text: str) -> bool:
    """Whether the words ask to explain, and leave it to the thread what."""
    first, _, rest = text.lower().strip(" ?!.").partition(" ")
    return first == EXPLAIN_WORD and " ".join(rest.split()) in _POINTING


def explanation_of(find: Callable[[], str | None]) -> Reading:
    """Explain the question that `find` finds; it may block. Where it finds none, the asker is told what to do."""

    async def read() -> Reply:
        words = await asyncio.to_thread(find)
        if words is None:
            return Say(nothing_to_explain())
        return read_command(f"{EXPLAIN_WORD} {words}", all_commands())

    return read

"""Explaining the answer that somebody points at, without naming it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.command import Reply, Say, Show
from bot.command_registry import all_commands, read_command
from bot.posted_answers import Posted
from bot.replying import Reading
from bot.shown import EXPLAIN_WORD, Shown, words_of_number
from bot.views.controls import words_shown
from bot.views.not_understood import nothing_to_explain
from metrics.engine import AsOf

_POINTING = frozenset({"", "this", "that", "it", "please", "this please", "this number", "that number", "the number"})


def points_at_thread(text: str) -> bool:
    """Whether the words ask to explain, and leave it to the thread what."""
    first, _, rest = text.lower().strip(" ?!.").partition(" ")
    return first == EXPLAIN_WORD and " ".join(rest.split()) in _POINTING


def posted_as_shown(message: dict[str, Any], remembered: Posted | None) -> Posted | None:
    """What a message answers by its own controls, with the snapshot that is remembered for just that."""
    shown = words_shown(message.get("blocks") or [])
    if shown is None or (remembered and words_of_number(remembered.words) == shown):
        return remembered
    return Posted(shown)


def explanation_of(find: Callable[[], Posted | None]) -> Reading:
    """Explain the answer that `find` finds, from its own snapshot; it may block. Else the asker is told what to do."""

    async def read() -> Reply:
        posted = await asyncio.to_thread(find)
        if posted is None:
            return Say(nothing_to_explain())
        reply = read_command(f"{EXPLAIN_WORD} {words_of_number(posted.words)}", all_commands())
        if not isinstance(reply, Show) or not isinstance(reply.shown, Shown) or posted.snapshot is None:
            return reply
        question = replace(reply.shown.question, as_of=posted.through)
        return Show(replace(reply.shown, question=question, as_of=AsOf(posted.snapshot, posted.posted_at)))

    return read

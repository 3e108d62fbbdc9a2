"""What to reply to a plain question: what the words stand for, with a word on how they were read."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.command import Command, Reply, Show
from bot.command_registry import all_commands, read_command
from bot.plain.reading import read_plain
from bot.posted_answers import Posted
from bot.shown import EXPLAIN_WORD, OUTLOOK_WORD, WHY_WORD, Showable

_FACES = frozenset({"", WHY_WORD, EXPLAIN_WORD, OUTLOOK_WORD})


def plain_reply(text: str, commands: Sequence[Command], before: Showable | None = None) -> Show | None:
    """What these words ask to be shown, where the grammar itself does not read them; None where they name nothing."""
    words = read_plain(text, before)
    reply = read_command(words, commands) if words else None
    return replace(reply, read_as=words) if words and isinstance(reply, Show) else None


def reading_after(text: str, find: Callable[[], Posted | None]) -> Callable[[], Awaitable[Reply]]:
    """Read words that may go on from the answer that `find` finds; it may block."""

    async def read() -> Reply:
        commands = all_commands()
        first = text.strip().partition(" ")[0].lower()
        if first in {command.name for command in commands} - _FACES:
            return read_command(text, commands)
        before = _shown(await asyncio.to_thread(find), commands)
        going_on, by_itself = plain_reply(text, commands, before) if before else None, read_command(text, commands)
        if going_on is None or (isinstance(by_itself, Show) and by_itself.shown == going_on.shown):
            return by_itself
        return going_on

    return read


def _shown(posted: Posted | None, commands: Sequence[Command]) -> Showable | None:
    reply = read_command(posted.words, commands) if posted else None
    return reply.shown if isinstance(reply, Show) else None

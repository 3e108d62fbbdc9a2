"""`/kpi refresh [metric]`: the numbers are brought up to date, and answered if one is named."""

import re
from collections.abc import Sequence

from bot.command import Command, Refresh, Reply, Show
from bot.command_registry import read_command
from bot.shown import REFRESH_WORD

# Words that people write around it, and that name nothing.
_FILLERS = frozenset({"now", "please", "the", "all", "everything", "numbers", "data", "it", "this", "again"})


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    if _FILLERS.issuperset(re.findall(r"\w+", text.lower())):
        return Refresh(None)
    reply = read_command(text, commands)
    return Refresh(reply.shown) if isinstance(reply, Show) else reply


COMMANDS = (
    Command(
        name=REFRESH_WORD,
        usage="/kpi refresh [metric]",
        help="Folds in at once what has changed in the sources, and says what it moved.",
        reply=_reply,
    ),
)

"""`/kpi help`: what can be asked."""

from collections.abc import Sequence

from bot.command import Command, Reply, Say
from bot.views.help import help_message


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # there is one help for all
    return Say(help_message([(command.usage, command.help) for command in commands]))


COMMANDS = (Command(name="help", usage="/kpi help", help="What you are reading.", reply=_reply),)

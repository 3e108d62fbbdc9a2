"""`/kpi <metric> [period] [by channel] [vs last year] [as table]`: the number, in the conversation."""

from collections.abc import Sequence

from bot.command import Command, Reply, Say, Show
from bot.command_registry import near_command
from bot.language import NotUnderstood, read_question
from bot.pages import read_page
from bot.plain.replying import plain_reply
from bot.views.not_understood import command_meant, not_understood


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    page = read_page(text)
    if page:
        return Show(page)
    read = read_question(text)
    if isinstance(read, NotUnderstood):
        plainly = plain_reply(text, commands)
        if plainly is not None:
            return plainly
        meant = near_command(text, commands)
        return Say(command_meant(text, meant.name) if meant else not_understood(read))
    return Show(read)


COMMANDS = (
    Command(
        name="",
        usage="/kpi <metric> [period] [by channel] [vs last year] [as table]",
        help="The number, how it moved, and a picture of it. The words may stand in any order.",
        reply=_reply,
    ),
)

"""`/kpi alert list|test|add|edit|mute|unmute|remove`: the rules that alerts go by."""

from collections.abc import Sequence

from bot.command import AboutAlerts, Command, Reply


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    verb, _, rest = text.partition(" ")
    return AboutAlerts(verb.lower() or "list", rest)


COMMANDS = (
    Command(
        name="alert",
        usage="/kpi alert list | test | add | edit | mute | remove",
        help="The rules that alerts go by, and what one would have done: test cac > 80 critical.",
        reply=_reply,
    ),
)

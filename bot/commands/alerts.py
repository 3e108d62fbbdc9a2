"""`/kpi alerts`, `/kpi alerts history [30d]`: what is bad now, and what was."""

from collections.abc import Sequence

from bot.command import AboutAlerts, Command, Reply


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    first, _, rest = text.partition(" ")
    return AboutAlerts(first.lower() or "open", rest)


COMMANDS = (
    Command(
        name="alerts",
        usage="/kpi alerts [history 30d]",
        help="What is bad now and for how long; or what was, and how long it took.",
        reply=_reply,
    ),
)

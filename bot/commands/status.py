"""`/kpi status`: how the numbers stand."""

from collections.abc import Sequence

from bot.command import Command, Reply, Report


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes both
    return Report()


COMMANDS = (
    Command(
        name="status",
        usage="/kpi status",
        help="How the numbers stand: sources, what is missing or odd, and the last runs.",
        reply=_reply,
    ),
)

"""`/kpi audit`: who asked for what, for the owners."""

from collections.abc import Sequence

from bot.command import Command, LookAtJournal, Reply


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes both
    return LookAtJournal(text)


COMMANDS = (
    Command(
        name="audit",
        usage="/kpi audit [30d] [a person's id] [letters]",
        help="Who asked for what, and what came of it; for the owners of this kpibot.",
        reply=_reply,
    ),
)

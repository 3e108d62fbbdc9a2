"""`/kpi note 2026-11-20 "Black Friday starts" [metric]`: what happened, written beside the day that it happened on."""

from collections.abc import Sequence

from bot.command import AboutNotes, Command, Reply


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    return AboutNotes(text)


COMMANDS = (
    Command(
        name="note",
        usage='/kpi note <day> "<text>" [metric]',
        help="Writes beside a day what happened: it stands on every picture that covers it. Alone it lists the notes.",
        reply=_reply,
    ),
    Command(
        name="notes",
        usage="/kpi notes",
        help="Lists what was noted, with the number by which /kpi note remove takes it away.",
        reply=_reply,
    ),
)

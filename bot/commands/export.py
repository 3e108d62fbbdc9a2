"""`/kpi export <question> [as csv|pdf]`: the answer as a file."""

from collections.abc import Sequence

from bot.command import Command, Reply, Say
from bot.command_registry import read_command
from bot.exporting.asking import as_file
from bot.exporting.forms import Form
from bot.views.exporting import export_what


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    return as_file((Form.CSV,), read_command(text, commands)) if text else Say(export_what())


COMMANDS = (
    Command(
        name="export",
        usage="/kpi export <question> [as csv | as pdf]",
        help="The answer or page as a file. “as csv” or “as pdf” behind any question does the same.",
        reply=_reply,
    ),
)

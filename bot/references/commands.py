"""docs/commands.md: what can be typed in Slack and on a terminal."""

from collections.abc import Iterator

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.main import app
from bot.command_registry import all_commands
from bot.references.table import table

_SLACK = """\
## In Slack

Words may stand in any order; a mention (`@kpibot …`) and a direct message take the same words.

"""
_TERMINAL = """\
## On a terminal

Each has `--help` with its options.

"""


def reference(notice: str) -> str:
    """The whole file."""
    slack = table(("type", "what it does"), ((f"`{each.usage}`", each.help) for each in all_commands()))
    terminal = table(("type", "what it does"), _terminal(get_command(app), "kpibot"))
    return f"# Commands\n\n{notice}\n\n{_SLACK}{slack}\n{_TERMINAL}{terminal}"


def _terminal(command: object, name: str) -> Iterator[tuple[str, str]]:
    """Each command that does something, under the names of its groups."""
    if isinstance(command, TyperGroup):
        for each, inner in sorted(command.commands.items()):
            yield from _terminal(inner, f"{name} {each}")
        return
    if not isinstance(command, typer.core.TyperCommand):
        raise TypeError(f"{name} is no command.")
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = " ".join([name, *(_argument(str(each.name), is_required=each.required) for each in arguments)])
    yield f"`{usage}`", " ".join((command.help or "").split())


def _argument(name: str, *, is_required: bool) -> str:
    return name.upper() if is_required else f"[{name.upper()}]"

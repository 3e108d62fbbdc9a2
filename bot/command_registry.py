"""Finds the subcommands in their folder, and the one that typed words are for."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

from bot import commands
from bot.command import Command, Reply, Say
from bot.exporting.asking import as_file
from bot.exporting.forms import without_form
from bot.language.nearness import edits, nearest
from bot.views.help import invitation

# In a shorter word two wrong letters leave too little to go by.
_SHORTEST_SLIP = 5
_MOST_SLIPS = 2


@cache
def all_commands() -> tuple[Command, ...]:
    """Every declared command, the default one first. Raises ValueError where one name stands for two."""
    modules = [module.name for module in iter_modules(commands.__path__, f"{commands.__name__}.")]
    return checked(chain.from_iterable(import_module(name).COMMANDS for name in modules))


def checked(found: Iterable[Command]) -> tuple[Command, ...]:
    """The commands in the order of their names; all faults are named at once."""
    ordered = sorted(found, key=lambda command: command.name)
    names = [command.name for command in ordered]
    faults = [f"two commands are named {name!r}" for name in sorted({n for n in names if names.count(n) > 1})]
    if "" not in names:
        faults.append("no command is the default: one must have no name")
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(ordered)


def near_command(text: str, known: Sequence[Command]) -> Command | None:
    """The command that the first word is a slip of, where it is none of a metric's, a period's or an option's."""
    first = text.strip().partition(" ")[0].lower()
    if len(first) < _SHORTEST_SLIP or nearest(first):
        return None
    named = [(edits(first, command.name, _MOST_SLIPS), command) for command in known if command.name]
    slips, command = min(named, key=lambda pair: pair[0])
    return command if slips <= _MOST_SLIPS else None


def read_command(text: str, known: Sequence[Command]) -> Reply:
    """What to show for the words after /kpi, or to hand over as a file."""
    forms, asked = without_form(text)
    return as_file(forms, _read(asked, known)) if forms else _read(text, known)


def _read(text: str, known: Sequence[Command]) -> Reply:
    first, _, rest = text.strip().partition(" ")
    by_name = {command.name: command for command in known}
    if not first:
        return Say(invitation())
    command = by_name.get(first.lower())
    if command is None or not command.name:
        return by_name[""].reply(text, known)
    return command.reply(rest.strip(), known)

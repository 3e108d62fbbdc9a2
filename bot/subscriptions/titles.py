"""What a subscription's words are called."""

from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.shown import Face, Showable, Shown


def shown_of(words: str) -> Showable | None:
    """What they ask for; None where they are understood no more."""
    reply = read_command(words, all_commands())
    return reply.shown if isinstance(reply, Show) else None


def title_of(words: str) -> str:
    """The name of the number or page; that there is none, where they are understood no more."""
    shown = shown_of(words)
    if shown is None:
        return "No longer understood"
    is_explained = isinstance(shown, Shown) and shown.face is Face.EXPLANATION
    return f"{shown.title}, explained" if is_explained else shown.title

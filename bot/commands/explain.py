"""`/kpi explain <metric> [period] [by channel]`: how the number came about."""

from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command, Reply, Say, Show
from bot.language import NotUnderstood, read_question
from bot.pages import read_page
from bot.plain.replying import plain_reply
from bot.shown import EXPLAIN_WORD, Face
from bot.views.not_understood import explain_one_of, explain_what, not_understood


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    if not text:
        return Say(explain_what())
    page = read_page(text)
    if page:
        return Say(explain_one_of(page))
    read = read_question(text)
    if isinstance(read, NotUnderstood):
        return plain_reply(f"{EXPLAIN_WORD} {text}", commands) or Say(not_understood(read, Face.EXPLANATION))
    return Show(replace(read, face=Face.EXPLANATION))


COMMANDS = (
    Command(
        name=EXPLAIN_WORD,
        usage="/kpi explain <metric> [period]",
        help="How the number came about: its formula, what went into it, and how fresh that is.",
        reply=_reply,
    ),
)

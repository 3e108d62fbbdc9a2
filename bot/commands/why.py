"""`/kpi why cac last week`: what moved the number since the period before, or since a year before."""

from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command, Reply, Say, Show
from bot.language import NotUnderstood, read_question
from bot.plain.replying import plain_reply
from bot.shown import WHY_WORD, Face, View
from bot.views.not_understood import not_understood, why_what


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    if not text.strip("?!. "):
        return Say(why_what())
    read = read_question(text)
    if isinstance(read, NotUnderstood):
        return plain_reply(f"{WHY_WORD} {text}", commands) or Say(not_understood(read, Face.WHY))
    question = replace(read.question, by=None, grain=None)
    return Show(replace(read, question=question, view=View.PICTURE, face=Face.WHY))


COMMANDS = (
    Command(
        name=WHY_WORD,
        usage="/kpi why <metric> [period] [vs last year]",
        help="What moved the number, by what went into it and by channel, in steps that come to the change exactly.",
        reply=_reply,
    ),
)

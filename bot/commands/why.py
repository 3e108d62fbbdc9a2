"""`/kpi why cac last week`: what moved the number since the period before, or since a year before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command, Reply, Say, Show
from bot.language import NotUnderstood, read_question
from bot.shown import WHY_WORD, Face, View
from bot.views.not_understood import not_understood, why_what

# What people say between "why" and the number, and behind it: the direction is told by the answer.
_AROUND = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|so|jump(?:ed|ing)?|ros?e|rising|risen|increas(?:e|ed|ing)|gone|went|"
    r"go|going|up|grow(?:n|ing)?|grew|climb(?:ed|ing)?|spik(?:e|ed|ing)|drop(?:ped|ping)?|f[ae]ll(?:en|ing)?|"
    r"decreas(?:e|ed|ing)|declin(?:e|ed|ing)|down|shr[aiu]nk|chang(?:e|ed|ing)|mov(?:e|ed|ing)|higher|lower|better|"
    r"worse|high|low|bad|good|much|such|our|the|all of a sudden|suddenly|sharply)\b"
)


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    asked = " ".join(_AROUND.sub(" ", text.lower()).split())
    if not asked.strip("?!. "):
        return Say(why_what())
    read = read_question(asked)
    if isinstance(read, NotUnderstood):
        return Say(not_understood(read, Face.WHY))
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

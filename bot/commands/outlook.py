"""`/kpi outlook revenue 90d`: what the days to come may bring, and how wrong such a number was before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command, Reply, Say, Show
from bot.language import NotUnderstood, read_question
from bot.shown import OUTLOOK_WORD, Face
from bot.views.not_understood import not_understood, outlook_what
from metrics.periods import Trailing

_DAYS = {"d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30}
# "next 90 days", "12w", "for the next 3 months"
_HORIZON = re.compile(
    r"\b(?:for )?(?:the )?(?:next )?(?P<count>[0-9]{1,4}) ?(?P<unit>d|days?|w|weeks?|m|months?)\b(?: ahead)?"
)
_USUAL = 90


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    asked = " ".join(text.lower().split())
    found = _HORIZON.search(asked)
    rest = _HORIZON.sub(" ", asked, count=1).strip()
    if not rest:
        return Say(outlook_what())
    read = read_question(rest)
    if isinstance(read, NotUnderstood):
        return Say(not_understood(read, Face.OUTLOOK))
    question = replace(read.question, period=Trailing(_days(found)), by=None, grain=None)
    return Show(replace(read, question=question, face=Face.OUTLOOK))


def _days(found: re.Match[str] | None) -> int:
    """How many days ahead; a month has thirty."""
    return _USUAL if found is None else max(1, int(found["count"]) * _DAYS[_singular(found["unit"])])


def _singular(unit: str) -> str:
    return unit.removesuffix("s")


COMMANDS = (
    Command(
        name=OUTLOOK_WORD,
        usage="/kpi outlook <metric> [90d]",
        help="What the days to come may bring by the weeks before, with 80% and 95% bands and how wrong that was.",
        reply=_reply,
    ),
)

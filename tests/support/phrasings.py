"""What people ask in plain words, each with what it means; and how much of it is understood."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.language import NotUnderstood, read_question
from bot.plain.replying import plain_reply
from bot.shown import Page, Showable

FILE = Path(__file__).parent.parent / "bot" / "plain" / "phrasings.tsv"
_CLOSED, _TODAY = date(2026, 11, 23), date(2026, 11, 24)
# Neither is answered with a number: the first is no question that can be, the second one for which there is no page.
_NOTHING, _NO_PAGE = "-", "moved"


class Outcome(StrEnum):
    """OFFERED: not understood, and what was meant is offered as a button."""

    RIGHT = "right"
    OFFERED = "offered"
    REFUSED = "refused"
    WRONG = "wrong"


@dataclass(frozen=True)
class Phrasing:
    """What is said, perhaps `after` an answer to something else, on Nov 24, 2026; and what it means."""

    after: str
    said: str
    means: str

    @property
    def outcome(self) -> Outcome:
        meant = None if self.means == _NOTHING or self.means.startswith(_NO_PAGE) else shown(self.means)
        found = understood(self.said, self.after)
        if _days(found) == _days(meant):
            return Outcome.RIGHT
        if found is not None:
            return Outcome.WRONG
        read = read_question(self.said)
        offered = read.suggestions if isinstance(read, NotUnderstood) else ()
        return Outcome.OFFERED if _days(meant) in map(_days, offered) else Outcome.REFUSED


def phrasings() -> Iterator[Phrasing]:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        yield Phrasing(*line.split("\t"))


def counted() -> Counter[Outcome]:
    return Counter(each.outcome for each in phrasings())


def shown(words: str) -> Showable | None:
    reply = read_command(words, all_commands())
    return reply.shown if isinstance(reply, Show) else None


def understood(said: str, after: str) -> Showable | None:
    """As a mention reads it, in the thread of an answer or by itself."""
    before = shown(after) if after else None
    going_on = plain_reply(said, all_commands(), before) if before else None
    return going_on.shown if going_on else shown(said)


def _days(found: Showable | None) -> object:
    """What is shown, with its days in place of the words for them."""
    if found is None or isinstance(found, Page):
        period = found.period.resolve(_CLOSED, _TODAY).period if found and found.period else None
        return found and (found.name, period and (period.start, period.end))
    period = found.question.period.resolve(_CLOSED, _TODAY).period
    return replace(found.question, period=None), period.start, period.end, found.face, found.view  # type: ignore[arg-type]


if __name__ == "__main__":
    lines = [f"{outcome:8} {number:4} of {sum(counted().values())}" for outcome, number in counted().most_common()]
    missed = (each for each in phrasings() if each.outcome is not Outcome.RIGHT)
    lines += [f"{each.outcome:8} {each.after!r} {each.said!r} means {each.means!r}" for each in missed]
    sys.stdout.write("\n".join(lines) + "\n")

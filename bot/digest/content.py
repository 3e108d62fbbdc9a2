"""What stands in a digest, before it is put into words: answers of one snapshot, what moved, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.digest.audiences import Audience
from bot.digest.editions import Edition
from bot.digest.held_back import HeldBack
from bot.digest.movement import UNUSUAL
from bot.shown import Shown
from metrics.answer import Answer, Snapshot
from metrics.answer.wording import headline_text
from metrics.experiments.model import Reading
from metrics.question import Question
from store.owing import StatedNumber


@dataclass(frozen=True)
class Number:
    """A number, and the question that gives it again."""

    question: Question
    answer: Answer

    @property
    def words(self) -> str:
        """What to type after /kpi for it, as of the question's last day."""
        return Shown(self.question).words


@dataclass(frozen=True)
class Mover:
    """A number that moved. `unusualness`: as in bot.digest.movement; `why`: what moved it, where that can be told."""

    number: Number
    unusualness: Decimal
    why: Answer | None = None

    @property
    def is_unusual(self) -> bool:
        return self.unusualness > UNUSUAL


@dataclass(frozen=True)
class Withheld:
    """A number that is not told, and what holds it back."""

    title: str
    why: HeldBack


@dataclass(frozen=True)
class Digest:
    """One edition for one audience. `local_date`: that of the morning on which it is read.

    `absent`: numbers that can't be had at all, for want of a source. `remarks`: what must be known of its days.
    `ended`: experiments that ended in them; `split_wrongly`: those that run, and whose users are not as planned.
    """

    audience: Audience
    edition: Edition
    local_date: date
    numbers: tuple[Number, ...]
    withheld: tuple[Withheld, ...] = ()
    absent: tuple[Answer, ...] = ()
    movers: tuple[Mover, ...] = ()
    remarks: tuple[str, ...] = ()
    ended: tuple[Reading, ...] = ()
    split_wrongly: tuple[Reading, ...] = ()
    currency: str = ""
    snapshot: Snapshot | None = None

    def states(self) -> tuple[StatedNumber, ...]:
        """Each number that stands in it, once."""
        return tuple(dict.fromkeys(self._stated()))

    def _stated(self) -> Iterator[StatedNumber]:
        for number in (*self.numbers, *(mover.number for mover in self.movers)):
            answer, last = number.answer, number.question.as_of
            if answer.snapshot and last:
                shown = headline_text(answer)
                yield StatedNumber(number.words, last, answer.title, shown, answer.value, answer.snapshot.id)

"""What a posted number is by now: its words are asked again, over the days that the message spoke of."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from bot.access.policy import Sight, SightIn, everybody
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.corrections.followed import FollowedMessage, FollowedNumber
from bot.corrections.tolerance import Verdict, judged
from bot.exhibits import Answers, look_up
from bot.shown import Shown
from metrics.answer import Answer, Period
from metrics.answer.wording import period_text
from metrics.as_of import UnknownSnapshotError
from metrics.engine import AsOf
from metrics.periods import Between
from metrics.question import Question
from store.owing import StatedNumber

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Compared:
    """A number, what it is by now, and how that stands to what was said last."""

    number: FollowedNumber
    question: Question
    now: Answer
    verdict: Verdict


@dataclass(frozen=True)
class Comparer:
    """Holds messages against the newest snapshot. It blocks."""

    answers: Answers
    tolerance: Decimal
    sight_in: SightIn = everybody

    def compared(self, message: FollowedMessage) -> tuple[Compared, ...]:
        """Its numbers, but for those that nobody can or should put right, or that its readers may not see any more."""
        sight = self.sight_in(message.channel)
        found = (self._compared(number, sight) for number in message.numbers)
        return tuple(each for each in found if each)

    def _compared(self, number: FollowedNumber, sight: Sight) -> Compared | None:
        shown = _followable(number.stated)
        if shown is None or not sight.sees(shown.question.metric):
            return None
        now = look_up(shown, self.answers, number.stated.as_of).content
        if not isinstance(now, Answer):
            raise TypeError(f"{number.stated.words!r} is no number.")
        question = replace(shown.question, as_of=number.stated.as_of)
        if not self._verdict(number, now).agrees:
            now = self._over_the_same_days(number.stated, question, now)
        return Compared(number, question, now, self._verdict(number, now))

    def _verdict(self, number: FollowedNumber, now: Answer) -> Verdict:
        return judged(number.said, now.value, now.unit, self.tolerance)

    def _over_the_same_days(self, stated: StatedNumber, question: Question, now: Answer) -> Answer:
        """What came or went of the closed days since may have given the same words other days."""
        try:
            then = self.answers.answer(question, AsOf(stated.snapshot_id))
        except UnknownSnapshotError:
            return now
        if _days(now.period) == _days(then.period):
            return now
        same = replace(question, period=Between(then.period.start, then.period.end))
        again = self.answers.answer(same)
        return again if _days(again.period) == _days(then.period) else _withdrawn(again, then.period)


def _followable(stated: StatedNumber) -> Shown | None:
    """What the words ask for; None for what is understood no more, and for a day that was open and said so."""
    reply = read_command(stated.words, all_commands())
    if not isinstance(reply, Show) or not isinstance(reply.shown, Shown):
        return None
    is_open = reply.shown.question.period.resolve(stated.as_of, stated.as_of + _DAY).is_open
    return None if is_open else reply.shown


def _withdrawn(now: Answer, period: Period) -> Answer:
    """Not all of its days are closed any more: there is no number of them that anybody could stand by."""
    held_back = now.freshness.held_back_by if now.freshness else None
    return replace(now, period=period, value=None, reason=held_back or f"{period_text(period)} is not closed any more")


def _days(period: Period) -> tuple[object, object]:
    return period.start, period.end

"""From a question to what stands in Slack: the number at once, a word if it takes long, the picture when it comes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.access.gate import Admitted, Gate
from bot.access.limited import LimitedAnswers
from bot.access.policy import Sight
from bot.alerting.responders import CHANGES, NOT_YOURS, anybody_may
from bot.blocking import in_thread
from bot.command import (
    AboutAlerts,
    AboutNotes,
    Errand,
    Export,
    LookAtJournal,
    PreviewDigest,
    Refresh,
    Reply,
    Report,
    Say,
    Show,
)
from bot.command_registry import all_commands, read_command
from bot.drawing import Drawing
from bot.exhibits import Answers, Found, look_up
from bot.exporting.desk import ExportDesk
from bot.failures import log_failure
from bot.journal.desk import Audits
from bot.journal.kinds import kind_of
from bot.log_lines import QuestionLog, log_line, timed
from bot.notes.desk import TellOfNotes
from bot.pictures import Pictures
from bot.places import Place, Privately, WhoeverUses, say_quietly
from bot.putting import hold, is_improved, put_best, tell
from bot.read_as import FoundByReading
from bot.refreshing.movements import NET_REVENUE
from bot.refreshing.outcome import Folded, is_news, is_worth_saying
from bot.refreshing.refresher import Refresher
from bot.shown import Showable
from bot.slack_errors import UncertainError
from bot.status import Statuses
from bot.subscriptions.desk import Desk
from bot.subscriptions.orders import Order, Subscribe
from bot.turns import SupersededError
from bot.views.action_ids import SHOW
from bot.views.message import Message
from bot.views.notices import failure, on_its_way, plain_sentence, unsure
from bot.views.refreshing import outcome_message
from bot.views.status import status_message
from bot.whispering import Illustrated, Previews, whisper_best
from bot.witness import Occasion, Witness

_log = logging.getLogger("kpibot.questions")
_Any = TypeVar("_Any")


@dataclass(frozen=True)
class Patience:
    """How long to wait before doing something else, in seconds.

    `picture_alone`: for the picture as well, where it can't be attached later. `refused_pauses`: between tries of a
    picture that Slack does not take yet.
    """

    working: float = 2.0
    answer: float = 60.0
    picture: float = 1.5
    picture_alone: float = 3.0
    picture_later: float = 60.0
    refused_pauses: tuple[float, ...] = (1.0, 2.0, 4.0)


# What is to be done, the words after it, who asks, and what they may see: bot.alerting.desk.AlertDesk.of. It blocks.
TellOfAlerts = Callable[[str, str, str, Sight], Message | Illustrated]
# What is wanted, found out: by reading words, as a rule.
Reading = Callable[[], Awaitable[Reply]]


class AnswerTimeoutError(Exception):
    """The answer did not come within the longest wait."""


@dataclass(frozen=True)
class Replier:
    """Answers questions into places."""

    answers: Answers
    gate: Gate
    pictures: Pictures
    patience: Patience
    witness: Witness
    statuses: Statuses
    refresher: Refresher
    previews: Previews
    desk: Desk
    alerts: TellOfAlerts
    exports: ExportDesk
    audits: Audits
    notes: TellOfNotes
    may_change_rules: Callable[[str], Awaitable[bool]] = anybody_may

    async def outcome(
        self, text: str, place: Place, occasion: Occasion, question: QuestionLog, reading: Reading | None
    ) -> str:
        """Do what the words after /kpi ask for, or what `reading` finds that they mean; what came of it."""
        try:
            reply = await reading() if reading else read_command(text, all_commands())
            question.facts["kind"] = kind_of(reply)
            return await self._done(reply, place, occasion)
        except SupersededError:
            return "superseded"
        except UncertainError as uncertain:
            log_line(_log, logging.ERROR, "answer uncertain", reason=uncertain)
            await tell(place, unsure(text, question.id))
            return "uncertain"
        except Exception as error:  # noqa: BLE001  # the last net: nobody who asks may be left without a word
            log_failure(_log, "question failed", error)
            again = SHOW if place.is_held else place.again
            await tell(place, failure(text, question.id, again))
            return "failed"

    async def _done(self, reply: Reply, place: Place, occasion: Occasion) -> str:
        match reply:
            case Say() | Report() | AboutAlerts() | AboutNotes() | LookAtJournal():
                return await self._told(asyncio.create_task(self._said(reply, occasion)), place)
            case PreviewDigest(words):
                sight = await self.gate.sight_of(occasion.user)
                preview = await in_thread(self.previews, words, sight)
                await whisper_best(preview, place, self.pictures, self.patience.picture_alone)
                return "previewed"
            case Errand(order):
                return await self._carried_out(order, place, occasion)
            case Show(shown, read_as):
                return await self._answered(shown, place, occasion, read_as)
            case Refresh(shown):
                return await self._refreshed(shown, place, occasion)
            case Export(shown):
                return await self._exported(reply, shown, place, occasion)

    async def _told(self, saying: asyncio.Task[Message | Illustrated], place: Place) -> str:
        if not await _within(saying, self.patience.working):
            await say_quietly(place, plain_sentence("⏳ I am working on it; it takes a few seconds more."))
        said = await saying
        if isinstance(said, Message):
            await place.whisper(said)
        else:
            await whisper_best(said, place, self.pictures, self.patience.picture_alone)
        return "told"

    async def _said(
        self, reply: Say | Report | AboutAlerts | AboutNotes | LookAtJournal, occasion: Occasion
    ) -> Message | Illustrated:
        match reply:
            case Say(message):
                return message
            case LookAtJournal(words):
                return await in_thread(self.audits, words, occasion.user)
            case Report():
                return status_message(await asyncio.to_thread(self.statuses))
            case AboutNotes(words):
                sight = await self.gate.sight_of(occasion.user)
                return await in_thread(self.notes, words, occasion.user, sight)
            case AboutAlerts(verb, words):
                if verb in CHANGES and not await self.may_change_rules(occasion.user):
                    return plain_sentence(NOT_YOURS)
                sight = await self.gate.sight_of(occasion.user)
                return await asyncio.to_thread(self.alerts, verb, words, occasion.user, sight)

    async def _carried_out(self, order: Order, place: Place, occasion: Occasion) -> str:
        """What came of it is told to the asker alone, be it a sentence or a number."""
        if isinstance(order, Subscribe) and (refusal := await self.gate.kept_from_subscriber(order, occasion)):
            await place.whisper(refusal)
            return "refused"
        done = await self.desk.carry_out(order, occasion)
        if isinstance(done, Message):
            await place.whisper(done)
            return "done"
        return await self._answered(done, Privately(WhoeverUses(place)), occasion)

    async def _refreshed(self, shown: Showable | None, place: Place, occasion: Occasion) -> str:
        """The numbers are brought up to date; then, the message says what came of it, or answers."""
        with timed("run"):
            outcome = await self.refresher.refresh(occasion.user, place, shown)
        if isinstance(outcome, Folded) and not await self.gate.may_tell(NET_REVENUE.metric, place, occasion):
            outcome = replace(outcome, moved=None)
        message = outcome_message(outcome)
        if shown is not None:
            answered = await self._answered(shown, place, occasion)
            if is_worth_saying(outcome, is_click=occasion.is_click):
                await say_quietly(place, message)
            return answered
        if is_news(outcome):
            await put_best(place, (message,))
        else:
            await tell(place, message)
        return "refreshed"

    async def _answered(self, shown: Showable, place: Place, occasion: Occasion, read_as: str = "") -> str:
        admitted = await self.gate.admit(shown, place, occasion)
        if admitted is None:
            return "refused"
        with timed("query"):
            found = await self._looked_up(shown, admitted)
        if read_as:
            found = FoundByReading(found, read_as)
        return await self._show(shown, found, admitted, occasion)

    async def _exported(self, wanted: Export, shown: Showable, place: Place, occasion: Occasion) -> str:
        admitted = await self.gate.admit(shown, place, occasion)
        if admitted is None:
            return "refused"
        found = await self._looked_up(shown, admitted)
        return await self.exports.hand_over(wanted, found.content, admitted.place, occasion)

    async def _looked_up(self, shown: Showable, admitted: Admitted) -> Found:
        place, seen = admitted.place, LimitedAnswers(self.answers, admitted.sight)
        asking = asyncio.create_task(asyncio.to_thread(look_up, shown, seen))
        if not await _within(asking, self.patience.working):
            await hold(place, on_its_way(shown))
            if not await _within(asking, self.patience.answer):
                raise AnswerTimeoutError(f"no answer within {self.patience.answer:g} s")
        return await asking

    async def _show(self, shown: Showable, found: Found, admitted: Admitted, occasion: Occasion) -> str:
        place = admitted.place
        drawing = found.drawing
        picture = self.pictures.of(drawing) if drawing is not None else None
        file_id = await self.pictures.within(self.patience.picture, picture)

        async def with_more_patience() -> tuple[Message, ...]:
            return found.messages(await self.pictures.within(self.patience.picture_alone, picture))

        with timed("post"):
            sent = await put_best(place, found.messages(file_id), with_more_patience)
        await self.witness.saw(occasion, shown, found.content, place.spot, may_follow=admitted.may_follow)
        if sent.shows_picture:
            return "answered"
        if drawing is None or picture is None:
            return found.outcome
        if not place.is_editable:
            return "answered without picture"
        attached = await self._attach(found, drawing, place, picture, was_refused=file_id is not None)
        return "answered, picture later" if attached else "answered without picture"

    async def _attach(
        self, found: Found, drawing: Drawing, place: Place, picture: asyncio.Task[str], *, was_refused: bool
    ) -> bool:
        """Put the picture into the message that already has the number."""
        pauses = self.patience.refused_pauses if was_refused else (0.0, *self.patience.refused_pauses)
        file_id = await self.pictures.within(self.patience.picture_later, picture)
        if file_id is None:
            return False
        best = found.messages(file_id)[0]
        for pause in pauses:
            await asyncio.sleep(pause)
            if await is_improved(place, best):
                return True
        self.pictures.forget(drawing)
        log_line(_log, logging.WARNING, "picture refused", file=file_id)
        return False


async def _within(task: asyncio.Task[_Any], seconds: float) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)

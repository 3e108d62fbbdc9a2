"""What every listener needs: to acknowledge at once, and to answer a question where it was asked."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.askers import Asker
from bot.background import Background
from bot.deliveries import IsFirst, always_first, is_first_of_all
from bot.explaining import explanation_of, points_at_thread
from bot.log_lines import log_line
from bot.new_message import Asked, NewMessage
from bot.once import delivery_id
from bot.places import Place, Privately
from bot.plain.replying import reading_after
from bot.posted_answers import Posted
from bot.questions import Questions
from bot.receiving.checking import UnreadablePayloadError, kind_of
from bot.remembering import PostedMemory
from bot.replying import Reading
from bot.slack_client import SlackClient
from bot.turns import Turns
from bot.witness import Occasion

# The conversation of a person with the bot.
_DIRECT = "D"
_log = logging.getLogger("kpibot.payloads")
Body = dict[str, Any]
Work = Callable[[Body], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Reception:
    """The parts that turn what Slack delivers into a reply and a place for it."""

    slack: SlackClient
    questions: Questions
    turns: Turns
    background: Background
    posted: PostedMemory
    is_first: IsFirst = always_first

    def acknowledged(self, work: Work) -> Callable[..., Awaitable[None]]:
        """A listener that acknowledges first, and works on it afterwards."""

        async def listen(ack: AsyncAck, body: Body) -> None:
            await ack()
            self.start(work, body)

        return listen

    def start(self, work: Work, body: Body) -> None:
        """Work on it from now on, unless another replica got it before."""
        self.background.start(self._once(work, body))

    async def _once(self, work: Work, body: Body) -> None:
        if await is_first_of_all(self.is_first, delivery_id(body)):
            await _readable(work, body)

    async def reply(
        self,
        text: str,
        place: Place,
        occasion: Occasion,
        thread_ts: str | None = None,
        reading: Reading | None = None,
    ) -> None:
        """Answer these words, or what `reading` finds. In a thread, and in direct messages, they may go on from the
        latest answer.
        """
        if reading is None and (find := self._before(occasion.channel, thread_ts)) is not None:
            ways = explanation_of if points_at_thread(text) else partial(reading_after, text)
            reading = ways(find)
        await self.questions.reply(text, place, occasion, reading)

    def _before(self, channel: str, thread_ts: str | None) -> Callable[[], Posted | None] | None:
        """Where to find what was answered before; None where what is said begins anew."""
        if thread_ts is not None:
            return lambda: self.posted.in_thread(channel, thread_ts)
        return (lambda: self.posted.lately(channel)) if channel.startswith(_DIRECT) else None

    def new_message(
        self, channel: str, thread_ts: str | None, asker: Asker, elsewhere: Place | None = None
    ) -> NewMessage:
        """A place for a new answer. Where the bot may not write, it goes `elsewhere`, or else to the asker."""
        asked = Asked(channel, thread_ts, asker)
        return NewMessage(self.slack, self.turns, asked, elsewhere or Privately(asker))


async def _readable(work: Work, body: Body) -> None:
    """What a control carries is read where it is used; who forged it gets no answer."""
    try:
        await work(body)
    except UnreadablePayloadError as fault:
        log_line(_log, logging.WARNING, "payload refused", kind=kind_of(body), reason=fault)

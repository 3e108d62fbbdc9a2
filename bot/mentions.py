"""@kpibot in a channel, and direct messages: the same words as after /kpi, answered where they were said."""

from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp

from bot.askers import Asker, AskerInChannel, AskerInDirect
from bot.once import Once
from bot.reception import Body, Reception
from bot.said import Said, read_said
from bot.witness import Occasion

EVENTS = ("app_mention", "message")


@dataclass(frozen=True)
class Mentions:
    """Answers what people say to the bot. One thing that was said may come as two events; it is answered once."""

    reception: Reception
    bot_user: str
    once: Once = field(default_factory=Once)

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        for event in EVENTS:
            app.event(event)(self.reception.acknowledged(self.heard))

    async def heard(self, body: Body) -> None:
        """Somebody wrote something that may be meant for the bot."""
        said = read_said(body["event"], self.bot_user)
        if said is not None and self._is_new(said):
            await self._answer(said)

    async def _answer(self, said: Said) -> None:
        place = self.reception.new_message(said.channel, said.answers_in, self._asker(said))
        await self.reception.reply(said.words, place, Occasion(said.user, said.channel), said.thread_ts)

    def _asker(self, said: Said) -> Asker:
        if said.is_direct:
            return AskerInDirect(self.reception.slack, said.channel, said.answers_in)
        return AskerInChannel(self.reception.slack, said.channel, said.user, said.thread_ts, said.answers_in)

    def _is_new(self, said: Said) -> bool:
        # Slack was seen to tell of one gesture in two messages, and of one message in two events.
        return self.once.is_new(f"{said.channel}:{said.ts}", said.gesture)

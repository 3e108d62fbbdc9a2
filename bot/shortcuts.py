"""The message shortcut “Explain this number”."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.askers import AskerByUrl
from bot.explaining import explanation_of, posted_as_shown
from bot.posted_answers import Posted
from bot.reception import Body, Reception
from bot.shown import EXPLAIN_WORD
from bot.witness import Occasion

EXPLAIN_CALLBACK = "explain_number"


@dataclass(frozen=True)
class Shortcuts:
    """Explains the message that a person chose, in its thread."""

    reception: Reception
    bot_id: str

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.message_shortcut(EXPLAIN_CALLBACK)(self.reception.acknowledged(self.explained))

    async def explained(self, body: Body) -> None:
        """Somebody wants to know how the number in a message came about."""
        channel, message = body["channel"]["id"], body["message"]
        asker = AskerByUrl(self.reception.slack, body["response_url"])
        place = self.reception.new_message(channel, message.get("thread_ts") or message["ts"], asker)
        reading = explanation_of(lambda: self._posted(channel, message))
        occasion = Occasion(body["user"]["id"], channel)
        await self.reception.questions.reply(EXPLAIN_WORD, place, occasion, reading)

    def _posted(self, channel: str, message: dict[str, Any]) -> Posted | None:
        """What the message answers: its controls say so; its snapshot, and what one without any says, is remembered."""
        if message.get("bot_id") != self.bot_id:
            return None
        return posted_as_shown(message, self.reception.posted.at(channel, message["ts"]))

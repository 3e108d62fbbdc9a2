"""What people do in Slack: typed commands and clicked controls. Each is acknowledged first and worked on afterwards."""

import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.background import Background
from bot.new_message import Asked, NewMessage
from bot.places import Privately, StandingAnywhere, StandingPrivately, delete_quietly, say_quietly
from bot.replying import Replier
from bot.slack_client import SlackClient
from bot.turns import Turn, Turns
from bot.views.action_ids import ASK, REFRESH, SHOW
from bot.views.notices import nothing_new

COMMAND = "/kpi"
Body = dict[str, Any]
Work = Callable[[Body], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Listeners:
    """Turns what Slack delivers into a reply and a place for it."""

    slack: SlackClient
    replier: Replier
    turns: Turns
    background: Background

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.command(COMMAND)(self._acknowledged(self.typed))
        app.action(re.compile(f"^{ASK}"))(self._acknowledged(self.asked))
        app.action(re.compile(f"^{SHOW}"))(self._acknowledged(self.clicked))

    def _acknowledged(self, work: Work) -> Callable[..., Awaitable[None]]:
        async def listen(ack: AsyncAck, body: Body) -> None:
            await ack()
            self.background.start(work(body))

        return listen

    async def typed(self, body: Body) -> None:
        """Somebody typed /kpi."""
        asked = Asked(body["channel_id"], body["response_url"])
        place = NewMessage(self.slack, self.turns, asked, Privately(self.slack, asked.response_url))
        await self.replier.reply(body.get("text") or "", place, user=body["user_id"], channel=asked.channel)

    async def asked(self, body: Body) -> None:
        """Somebody pressed a suggestion, in a message that only they see: it asks as if they had typed it."""
        asked = Asked(body["channel"]["id"], body["response_url"])
        elsewhere = StandingPrivately(self.slack, self._turn(body), asked.response_url)
        place = NewMessage(self.slack, self.turns, asked, elsewhere)
        await self.replier.reply(_leads_to(body), place, user=body["user"]["id"], channel=asked.channel)
        if place.is_public:
            await delete_quietly(self.slack, asked.response_url)

    async def clicked(self, body: Body) -> None:
        """Somebody used a control of an answer: what it leads to is shown in the same message."""
        channel, ts, url = body["channel"]["id"], body["container"]["message_ts"], body["response_url"]
        turn, facts = self._turn(body), {"user": body["user"]["id"], "channel": channel}
        if body["container"].get("is_ephemeral"):
            await self.replier.reply(_leads_to(body), StandingPrivately(self.slack, turn, url), **facts)
            return
        place = StandingAnywhere(self.slack, turn, channel, ts, url)
        await self.replier.reply(_leads_to(body), place, **facts)
        if body["actions"][0]["action_id"] == REFRESH and place.text == body.get("message", {}).get("text"):
            await say_quietly(place, nothing_new())

    def _turn(self, body: Body) -> Turn:
        key = (body["channel"]["id"], body["container"]["message_ts"])
        return self.turns.take(key, body["actions"][0]["action_ts"])


def _leads_to(body: Body) -> str:
    """The words that the clicked control carries."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    return str(chosen["value"])

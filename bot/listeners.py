"""What people do with /kpi and with the controls of messages. Each is acknowledged first and worked on afterwards."""

import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.askers import Asker, AskerByUrl, AskerInChannel
from bot.explaining import explanation_of, posted_as_shown
from bot.origin import Origin
from bot.picker import Picker
from bot.places import Privately, StandingAnywhere, StandingPrivately, delete_quietly, say_quietly
from bot.reception import Body, Reception
from bot.replying import Reading
from bot.shown import EXPLAIN_WORD, REFRESH_WORD, joined
from bot.spot import Spot
from bot.turns import Turn
from bot.views.action_ids import ASK, OPEN, REFRESH, SHOW
from bot.views.notices import nothing_new
from bot.views.threads import thread_around, thread_of
from bot.witness import Occasion

COMMAND = "/kpi"


@dataclass(frozen=True)
class Listeners:
    """Turns typed commands and clicks into a reply and a place for it."""

    reception: Reception
    picker: Picker

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.command(COMMAND)(self.reception.acknowledged(self.typed))
        app.action(re.compile(f"^{ASK}"))(self.reception.acknowledged(self.asked))
        app.action(re.compile(f"^{OPEN}"))(self.reception.acknowledged(self.opened))
        app.action(re.compile(f"^{SHOW}"))(self.reception.acknowledged(self.clicked))

    async def typed(self, body: Body) -> None:
        """Somebody typed /kpi; alone, it opens the picker."""
        text, user, channel, url = body.get("text") or "", body["user_id"], body["channel_id"], body["response_url"]
        if not text.strip():
            await self.picker.open(body["trigger_id"], Origin(channel, response_url=url), user)
            return
        place = self.reception.new_message(channel, None, AskerByUrl(self.reception.slack, url))
        occasion = Occasion(user, channel, channel_name=body.get("channel_name"))
        await self.reception.reply(text, place, occasion)

    async def asked(self, body: Body) -> None:
        """Somebody pressed a suggestion, in a message that only they see: it asks as if they had typed it."""
        slack, channel, url = self.reception.slack, body["channel"]["id"], body["response_url"]
        elsewhere = StandingPrivately(slack, self._turn(body), url)
        thread_ts = thread_of(body)
        place = self.reception.new_message(channel, thread_ts, self._asker(body), elsewhere)
        await self.reception.reply(leads_to(body), place, Occasion(body["user"]["id"], channel), thread_ts)
        if place.is_public:
            await delete_quietly(slack, url)

    async def opened(self, body: Body) -> None:
        """Somebody wants one number of a page: it is answered in the page's thread, or to them alone beside it."""
        container, channel = body["container"], body["channel"]["id"]
        asker, occasion = AskerByUrl(self.reception.slack, body["response_url"]), Occasion(body["user"]["id"], channel)
        if container.get("is_ephemeral"):
            await self.reception.reply(leads_to(body), Privately(asker), occasion)
            return
        thread_ts = container.get("thread_ts") or container["message_ts"]
        place = self.reception.new_message(channel, thread_ts, asker)
        await self.reception.reply(leads_to(body), place, occasion)

    async def clicked(self, body: Body) -> None:
        """Somebody used a control of an answer: what it leads to is shown in the same message."""
        slack, turn, url = self.reception.slack, self._turn(body), body["response_url"]
        occasion = Occasion(body["user"]["id"], body["channel"]["id"], body["actions"][0]["action_ts"])
        if body["container"].get("is_ephemeral"):
            await self.reception.reply(_clicked_words(body), StandingPrivately(slack, turn, url), occasion)
            return
        place = StandingAnywhere(slack, turn, _spot(body), self._asker(body), url)
        await self.reception.reply(_clicked_words(body), place, occasion, reading=self._reading(body))
        if body["actions"][0]["action_id"] == REFRESH and place.text == body.get("message", {}).get("text"):
            await say_quietly(place, nothing_new())

    def _reading(self, body: Body) -> Reading | None:
        """Explaining a message is about the number that stands in it, not about one that it could show by now."""
        if leads_to(body).partition(" ")[0] != EXPLAIN_WORD:
            return None
        spot, message = _spot(body), body.get("message") or {}
        return explanation_of(lambda: posted_as_shown(message, self.reception.posted.at(spot.channel, spot.ts)))

    def _asker(self, body: Body) -> Asker:
        """In the thread in which they clicked: what a response_url says to one person never gets into a thread."""
        thread_ts = thread_around(body)
        if thread_ts is None:
            return AskerByUrl(self.reception.slack, body["response_url"])
        channel, user = body["channel"]["id"], body["user"]["id"]
        return AskerInChannel(self.reception.slack, channel, user, thread_ts, thread_ts)

    def _turn(self, body: Body) -> Turn:
        key = (body["channel"]["id"], body["container"]["message_ts"])
        return self.reception.turns.take(key, body["actions"][0]["action_ts"])


def _spot(body: Body) -> Spot:
    return Spot(body["channel"]["id"], body["container"]["message_ts"], thread_around(body))


def _clicked_words(body: Body) -> str:
    """What the click asks for; Refresh, which carries its question as every control does, for a run before it."""
    return joined(REFRESH_WORD if body["actions"][0]["action_id"] == REFRESH else "", leads_to(body))


def leads_to(body: Body) -> str:
    """The words that the clicked control carries."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    return str(chosen["value"])

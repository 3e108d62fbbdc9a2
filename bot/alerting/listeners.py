"""Reactions to messages of alerts, and the controls below them."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp

from alerts.holds_kept import Posted
from bot.alerting.hands import Hands, Taken
from bot.alerting.responders import May, Responders
from bot.askers import AskerByUrl, AskerInChannel
from bot.blocking import in_thread
from bot.journal.entry import Entry, Kind
from bot.log_lines import question_code
from bot.places import Privately, say_quietly
from bot.reception import Body, Reception
from bot.views.action_ids import ALERT_RELEASE, ALERT_SNOOZE, ALERT_TAKE
from bot.views.notices import plain_sentence

EVENTS = ("reaction_added", "reaction_removed")
_MONDAY_AT = time(9)
# Until a message whose answer was lost is found again; then the reactions are read back.
_PAUSES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0)
_SNOOZES = {"1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1)}
_NOT_YOURS = (
    "Only those who answer for these alerts can acknowledge them. Ask one of them; /kpi alerts shows who holds what."
)
_OVER = "This alert is over already: there is nothing to acknowledge."
_OTHERS = "You have not taken it up with the button. A reaction is taken back by removing it."
_UNKNOWN = "Slack does not tell me who you are just now. Try again in a minute."


@dataclass(frozen=True)
class AlertListeners:
    """Takes what people do about alerts."""

    reception: Reception
    hands: Hands
    responders: Responders

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        for event, work in zip(EVENTS, (self.reacted, self.unreacted), strict=True):
            app.event(event)(self.reception.acknowledged(work))
        app.action(ALERT_TAKE)(self.reception.acknowledged(self.taken))
        app.action(ALERT_RELEASE)(self.reception.acknowledged(self.released))
        app.action(ALERT_SNOOZE)(self.reception.acknowledged(self.snoozed))

    async def reacted(self, body: Body) -> None:
        """Somebody put a reaction on a message."""
        await self._touched(body["event"], is_set=True)

    async def unreacted(self, body: Body) -> None:
        """Somebody took one away."""
        await self._touched(body["event"], is_set=False)

    async def taken(self, body: Body) -> None:
        """Somebody pressed Acknowledge."""
        await self._pressed(body)

    async def released(self, body: Body) -> None:
        """Somebody pressed Take back."""
        posted = await self._permitted(body)
        if posted is not None:
            await self._tell(body, await in_thread(self.hands.release, posted, body["user"]["id"], _done_at(body)))
            await self._noted(body["user"]["id"], posted, "taken back")

    async def snoozed(self, body: Body) -> None:
        """Somebody chose for how long they need not be reminded."""
        at = _done_at(body)
        chosen = (body["actions"][0].get("selected_option") or {}).get("value")
        until = at + _SNOOZES[chosen] if chosen in _SNOOZES else next_monday(at.astimezone(self.hands.response.zone))
        await self._pressed(body, until)

    async def _pressed(self, body: Body, until: datetime | None = None) -> None:
        posted = await self._permitted(body)
        if posted is not None:
            await self._tell(body, await in_thread(self.hands.take, posted, body["user"]["id"], _done_at(body), until))
            await self._noted(body["user"]["id"], posted, "snoozed" if until else "acknowledged")

    async def _touched(self, event: dict[str, Any], *, is_set: bool) -> None:
        item, person, name = event["item"], event["user"], reaction_name(event["reaction"])
        if item.get("type") != "message" or name not in self.hands.response.reactions:
            return
        posted = await self._found(item["channel"], item["ts"])
        if posted is None:
            return
        may = await self.responders.may(person)
        if may is May.YES:
            at = moment_of(event["event_ts"])
            await in_thread(self.hands.touch, posted, person, name, at, is_set=is_set)
            await self._noted(person, posted, f":{name}: {'put' if is_set else 'taken away'}")
        elif may is May.NO and is_set and await in_thread(self.hands.is_told_once, posted, person):
            asker = AskerInChannel(self.reception.slack, posted.channel, person, None, posted.ts)
            await say_quietly(Privately(asker), plain_sentence(_NOT_YOURS))

    async def _noted(self, person: str, posted: Posted, what: str) -> None:
        line = Entry(Kind.MARK, person, posted.channel, f"alert {posted.root_id}", what, question_code())
        await self.reception.questions.journal.keep(line)

    async def _found(self, channel: str, ts: str) -> Posted | None:
        """The message there. Whoever is quick sees it before we know that it stands there."""
        for pause in (*_PAUSES, None):
            # Asked first: what is proved between the two questions is found.
            may_come = await in_thread(self.hands.is_any_on_its_way)
            posted = await in_thread(self.hands.find, channel, ts)
            if posted or pause is None or not may_come:
                return posted
            await asyncio.sleep(pause)
        return None

    async def _permitted(self, body: Body) -> Posted | None:
        """The message of the control, where who pressed it may; they are told where they may not."""
        posted = await self._found(body["channel"]["id"], body["container"]["message_ts"])
        may = await self.responders.may(body["user"]["id"])
        if posted is None:
            await self._say(body, _OVER)
        elif may is May.YES:
            return posted
        else:
            await self._say(body, _UNKNOWN if may is May.UNKNOWN else _NOT_YOURS)
        return None

    async def _tell(self, body: Body, taken: Taken) -> None:
        sentences = {Taken.OVER: _OVER, Taken.NOT_THEIRS: _OTHERS}
        if taken in sentences:
            await self._say(body, sentences[taken])

    async def _say(self, body: Body, sentence: str) -> None:
        asker = AskerByUrl(self.reception.slack, body["response_url"])
        await say_quietly(Privately(asker), plain_sentence(sentence))


def reaction_name(written: str) -> str:
    """A reaction without colons and skin tone."""
    return written.strip(":").partition("::")[0]


def moment_of(ts: str) -> datetime:
    """A moment as Slack writes it, exact to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(fraction.ljust(6, "0")[:6] or 0))


def next_monday(at: datetime) -> datetime:
    """The next Monday at nine, in the zone of `at`."""
    days = 7 - at.weekday() if at.weekday() or at.time() >= _MONDAY_AT else 0
    return datetime.combine(at.date() + timedelta(days=days), _MONDAY_AT, at.tzinfo)


def _done_at(body: Body) -> datetime:
    return moment_of(body["actions"][0]["action_ts"])

"""The buttons below subscriptions."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.askers import AskerByUrl
from bot.command import Errand, Reply
from bot.places import InItsPlace, Place, Privately, StandingAnywhere, StandingPrivately
from bot.receiving.checking import UnreadablePayloadError
from bot.reception import Body, Reception
from bot.spot import Spot
from bot.subscriptions.orders import Alter, Preview
from bot.subscriptions.subscription import Change
from bot.views.action_ids import SUBSCRIPTION
from bot.views.subscriptions import PREVIEW
from bot.views.threads import thread_around
from bot.witness import Occasion

# The subscription's number, and which version of it was shown; both are integers of the database.
_VALUE = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")


@dataclass(frozen=True)
class SubscriptionListeners:
    """A click changes what it says, from the state that it was shown with; what stands then replaces the message."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.action(re.compile(f"^{SUBSCRIPTION}"))(self.reception.acknowledged(self.clicked))

    async def clicked(self, body: Body) -> None:
        """Somebody pressed one."""
        order, action = pressed(body["actions"][0]), body["actions"][0]

        async def read() -> Reply:
            return Errand(order)

        does = PREVIEW if isinstance(order, Preview) else order.change
        occasion = Occasion(body["user"]["id"], body["channel"]["id"], action["action_ts"])
        await self.reception.reply(
            f"subscriptions {does} {order.number}", self._place(order, body), occasion, reading=read
        )

    def _place(self, order: Alter | Preview, body: Body) -> Place:
        slack, url = self.reception.slack, body["response_url"]
        asker = AskerByUrl(slack, url)
        if isinstance(order, Preview):
            return Privately(asker)
        channel, ts = body["channel"]["id"], body["container"]["message_ts"]
        turn = self.reception.turns.take((channel, ts), body["actions"][0]["action_ts"])
        if body["container"].get("is_ephemeral"):
            return Privately(InItsPlace(StandingPrivately(slack, turn, url)))
        return Privately(InItsPlace(StandingAnywhere(slack, turn, Spot(channel, ts, thread_around(body)), asker, url)))


def pressed(action: dict[str, Any]) -> Alter | Preview:
    """What a button asks for. Raises UnreadablePayloadError where it is none of ours."""
    scope, _, does = str(action["action_id"]).removeprefix(SUBSCRIPTION).partition(":")
    found = _VALUE.fullmatch(str(action.get("value")))
    if found is None or does not in {PREVIEW, *Change}:
        raise UnreadablePayloadError("it is no button of a subscription")
    number, seen = map(int, found.groups())
    return Preview(number) if does == PREVIEW else Alter(Change(does), number, seen, in_list=scope == "list")

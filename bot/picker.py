"""The picker as people use it: it opens where a question may be asked, and asks there what is chosen in it."""

import logging
import re
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.askers import Asker, AskerByUrl, AskerInDirect
from bot.log_lines import log_line
from bot.origin import Origin, origin_of_view
from bot.picked import read_picked
from bot.places import Privately
from bot.reception import Body, Reception
from bot.slack_errors import SlackError
from bot.views.action_ids import PICK
from bot.views.picker import CALLBACK, METRIC_MENU, known_comparisons, metric_options, picker_view
from bot.views.threads import thread_of
from bot.witness import Occasion

_log = logging.getLogger("kpibot.picker")


@dataclass(frozen=True)
class Picker:
    """Opens the picker, and answers what comes out of it."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.action(re.compile(f"^{PICK}$"))(self.reception.acknowledged(self.pressed))
        app.options(METRIC_MENU)(_suggest)
        app.view(CALLBACK)(self.submitted)

    async def pressed(self, body: Body) -> None:
        """Somebody pressed a button that leads here."""
        is_in_view = "view" in body
        origin = (
            origin_of_view(body) if is_in_view else Origin(body["channel"]["id"], thread_of(body), body["response_url"])
        )
        await self.open(body["trigger_id"], origin, body["user"]["id"])

    async def open(self, trigger_id: str, origin: Origin, user: str) -> None:
        """Open it, before anything else: Slack waits three seconds. Too late, the help is shown, with a button."""
        try:
            view = picker_view(origin.metadata, known_comparisons())
            await self.reception.slack.open_view(trigger_id, view)
        except SlackError as failed:
            log_line(_log, logging.WARNING, "picker not opened", user=user, reason=failed)
            place = Privately(self._asker(origin))
            await self.reception.reply("help", place, Occasion(user, origin.channel))

    async def submitted(self, ack: AsyncAck, body: Body) -> None:
        """Somebody asked: what can't be understood is said below its field, and all else answered as if typed."""
        picked = read_picked(body["view"])
        faults = picked.faults()
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        self.reception.start(self._answer, body)

    async def _answer(self, body: Body) -> None:
        words = read_picked(body["view"]).words
        origin = origin_of_view(body)
        place = self.reception.new_message(origin.channel, origin.thread_ts, self._asker(origin))
        await self.reception.reply(words, place, Occasion(body["user"]["id"], origin.channel))

    def _asker(self, origin: Origin) -> Asker:
        slack = self.reception.slack
        if origin.response_url is None:
            return AskerInDirect(slack, origin.channel, origin.thread_ts)
        return AskerByUrl(slack, origin.response_url)


async def _suggest(ack: AsyncAck, body: dict[str, Any]) -> None:
    """Somebody types into the menu of metrics."""
    groups = metric_options(str(body.get("value") or ""))
    if groups:
        await ack(option_groups=groups)
    else:
        await ack(options=[])

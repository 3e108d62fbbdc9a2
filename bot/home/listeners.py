"""What people do in their App Home."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.askers import AskerInDirect
from bot.home.home import Home
from bot.language import NotUnderstood, read_question
from bot.origin import origin_of_view
from bot.receiving.checking import UnreadablePayloadError
from bot.reception import Body, Reception
from bot.views.action_ids import HOME_OPEN, HOME_STAR, HOME_TAB, HOME_UNSTAR
from bot.witness import Occasion

EVENTS = ("app_home_opened",)


@dataclass(frozen=True)
class HomeListeners:
    """Opens the App Home, changes its tab, stars, and opens a number in the person's conversation with the bot."""

    reception: Reception
    home: Home

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.event(EVENTS[0])(self.reception.acknowledged(self.opened))
        for prefix, work in (
            (HOME_TAB, self.chose_tab),
            (HOME_STAR, self.starred),
            (HOME_UNSTAR, self.unstarred),
            (HOME_OPEN, self.opened_number),
        ):
            app.action(re.compile(f"^{prefix}"))(self.reception.acknowledged(work))

    async def opened(self, body: Body) -> None:
        """Somebody looks at a tab of the app; only one of them is a page of ours."""
        event = body["event"]
        if event.get("tab") != "home":
            return
        user, shows = event["user"], (event.get("view") or {}).get("hash")
        opened, first_tab = self.home.memory.opened, self.home.pages.tabs[0]
        await self.home.show(user, partial(opened, user, event["channel"], first_tab, shows))

    async def chose_tab(self, body: Body) -> None:
        """Somebody wants to see other numbers."""
        if _value(body) not in self.home.pages.tabs:
            raise UnreadablePayloadError("it is no tab")
        await self._change(body, self.home.memory.choose)

    async def starred(self, body: Body) -> None:
        """Somebody wants to see a number among theirs."""
        if isinstance(read_question(_value(body)), NotUnderstood):
            raise UnreadablePayloadError("it is no question that could be starred")
        await self._change(body, self.home.pages.memory.star)

    async def unstarred(self, body: Body) -> None:
        """Somebody wants it no more."""
        await self._change(body, self.home.pages.memory.unstar)

    async def opened_number(self, body: Body) -> None:
        """Somebody wants to look closer."""
        user, channel = body["user"]["id"], origin_of_view(body).channel
        asker = AskerInDirect(self.reception.slack, channel)
        place = self.reception.new_message(channel, None, asker)
        await self.reception.reply(_value(body), place, Occasion(user, channel))

    async def _change(self, body: Body, change: Callable[[str, str], None]) -> None:
        user = body["user"]["id"]
        await self.home.show(user, partial(change, user, _value(body)))


def _value(body: Body) -> str:
    return str(body["actions"][0].get("value") or "")

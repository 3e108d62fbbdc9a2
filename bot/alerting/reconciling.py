"""The reactions of every open episode are read back at the start, after each reconnection, and now and then: events are
lost while nobody listens.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from alerts.holds_kept import Posted
from bot.alerting.hands import Hands
from bot.alerting.listeners import reaction_name
from bot.alerting.responders import May, Responders
from bot.blocking import in_thread
from bot.log_lines import log_line
from bot.slack_client import SlackClient
from bot.slack_errors import SlackError

EVERY_SECONDS = 300.0
_log = logging.getLogger("kpibot.alerts")


@dataclass(frozen=True)
class Reconciling:
    """Reads reactions back. `slack` may be patient: it waits where calls were too many."""

    slack: SlackClient
    hands: Hands
    responders: Responders

    async def once(self) -> None:
        """Every message whose reactions count."""
        standing, _ = await in_thread(self.hands.to_read_back)
        for posted in standing:
            try:
                await self._read(posted)
            except SlackError as failure:
                log_line(_log, logging.WARNING, "reactions not read", channel=posted.channel, reason=failure)

    async def _read(self, posted: Posted) -> None:
        _, before = await in_thread(self.hands.to_read_back)
        arguments = {"channel": posted.channel, "timestamp": posted.ts, "full": "true"}
        answer = await self.slack.call("reactions.get", arguments, as_form=True)
        message = answer.get("message") or {}
        put = {
            (str(person), name)
            for each in message.get("reactions", ())
            if (name := reaction_name(each["name"])) in self.hands.response.reactions
            for person in each["users"]
        }
        known = {person: await self.responders.may(person) for person in {person for person, _ in put}}
        if May.UNKNOWN in known.values():
            return
        there = {(person, name) for person, name in put if known[person] is May.YES}
        await in_thread(self.hands.reconcile, posted, there, before)


@asynccontextmanager
async def reconciled(reconciling: Reconciling, connected: asyncio.Event) -> AsyncIterator[None]:
    """Read back while the block runs: at once, whenever `connected` is set, and every five minutes."""
    task = asyncio.create_task(_keep_on(reconciling, connected))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_on(reconciling: Reconciling, connected: asyncio.Event) -> None:
    while True:
        connected.clear()
        try:
            await reconciling.once()
        except SQLAlchemyError as failed:
            log_line(_log, logging.ERROR, "reactions not reconciled", reason=type(failed).__name__)
        try:
            await asyncio.wait_for(connected.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue

"""The outbox of a running bot: what sends and illustrates, and what it takes to prove."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.access.roster import Roster
from bot.delivery.claiming import Claimer
from bot.delivery.conversations import Conversations
from bot.delivery.delivering import delivering
from bot.delivery.illustrator import Illustrator
from bot.delivery.sender import Sender
from bot.exhibits import Answers
from bot.log_lines import log_line
from bot.pictures import Pictures
from bot.slack_client import SlackClient
from bot.slack_errors import SlackError
from store.database import Database

# What it takes to read back whether a message arrived whose answer was lost.
READING_BACK = frozenset({"channels:history", "groups:history", "im:history", "im:write"})
_LOST = "delivery is not proved: a message whose answer is lost is sent again, and says that it may repeat"
_log = logging.getLogger("kpibot.delivery")


@dataclass(frozen=True)
class Outbox:
    """What this replica delivers from. `owners`: who is told of what only they can mend."""

    database: Database
    owners: frozenset[str]
    holder: str

    @asynccontextmanager
    async def delivered(
        self, slack: SlackClient, bot_user: str, pictures: Pictures, answers: Answers, roster: Roster
    ) -> AsyncIterator[None]:
        """Deliver while the block runs. `slack` must repeat nothing by itself."""
        claimer = Claimer(self.holder)
        await _say_what_is_missing(slack)
        sender = Sender(self.database, claimer, slack, Conversations(slack, bot_user), self.owners)
        async with delivering(sender, Illustrator(self.database, claimer, slack, pictures, answers, roster)):
            yield


async def _say_what_is_missing(slack: SlackClient) -> None:
    try:
        answer = await slack.call("auth.test", {})
    except SlackError as failure:
        log_line(_log, logging.WARNING, "scopes not known", reason=failure)
        return
    named = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), "")
    granted = {each.strip() for each in (named if isinstance(named, str) else ",".join(named)).split(",")}
    missing = sorted(READING_BACK - granted)
    if missing:
        log_line(_log, logging.ERROR, _LOST, missing=" ".join(missing), do="install the app again with manifest.json")

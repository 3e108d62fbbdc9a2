"""The outbox's messages a second, with Slack's own pace switched off, beside bare posts of the same blocks.

The sender claims each row, writes down that it is on its way, posts it, and writes down the proof: that is what the
difference buys. Two senders are two replicas.

Run: make bench, or python benchmarks/bench_outbox.py [MESSAGES] [ROUNDS]
"""

import asyncio
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

import aiohttp
from bot_at_work import timed
from side_by_side import database, show
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.claiming import Claimer
from bot.delivery.conversations import Conversations
from bot.delivery.sender import Sender
from bot.slack_client import SlackClient
from sandbox import Workspace, WorkspaceServer
from store.database import Database
from store.owing import OwedMessage, owe

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Net revenue $12,345, up 3 % on the week before"}}
CHANNEL = "C0GENERAL"


@dataclass(frozen=True)
class Office:
    """A workspace, a bare client, and as many senders as are asked for."""

    target: Database
    workspace: Workspace
    server: WorkspaceServer
    session: aiohttp.ClientSession
    client: AsyncWebClient

    def owe(self, round_: str, messages: int) -> None:
        now = datetime.now(UTC)
        with self.target.write() as connection:
            for number in range(messages):
                owe(connection, OwedMessage("digest", f"{round_} {number}", CHANNEL, "The digest", [SECTION], now))

    async def send(self, senders: int) -> None:
        """Until nothing is owed."""
        await asyncio.gather(*(self._until_idle(f"replica {number}") for number in range(senders)))

    async def _until_idle(self, holder: str) -> None:
        slack = SlackClient(self.session, self.server.api_url, self.workspace.bot_token, is_patient=False)
        claimer = Claimer(holder, pace=timedelta(0))
        sender = Sender(self.target, claimer, slack, Conversations(slack, self.workspace.bot.id), frozenset())
        while await sender.step():
            pass

    async def post(self, messages: int) -> None:
        """The floor: the same posts, bare, one after the other."""
        for _ in range(messages):
            await self.client.chat_postMessage(channel=CHANNEL, text="The digest", blocks=[SECTION])


async def measure(target: Database, messages: int, rounds: int) -> dict[str, float]:
    """The median seconds of each, in turn."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    workspace = Workspace.demo()
    workspace.configure(rate_limits=False)
    async with WorkspaceServer(workspace) as server, aiohttp.ClientSession() as session:
        client = AsyncWebClient(workspace.bot_token, base_url=server.api_url, session=session)
        office = Office(target, workspace, server, session, client)
        for number in range(rounds + 1):
            for senders in (1, 2):
                office.owe(f"{number}/{senders}", messages)
                taken[f"{senders} senders"].append(await timed(office.send(senders)))
            taken["bare"].append(await timed(office.post(messages)))
    # The first round warms up.
    return {name: median(values[1:]) for name, values in taken.items()}


def main() -> None:
    """Measure and print."""
    messages, rounds = (int(argument) for argument in (*sys.argv[1:], "200", "3")[:2])
    with database() as target:
        taken = asyncio.run(measure(target, messages, rounds))
    show(
        f"{messages} messages owed and proved, medians of {rounds}",
        {
            name: f"{messages / seconds:6.0f} a second   {seconds / taken['bare']:.1f} times the bare posts"
            for name, seconds in taken.items()
        },
    )


if __name__ == "__main__":
    main()

"""A strict workspace whose time the test moves, a real outbox, and as many senders as the test wants."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from clocks import set_clock
from moments import NOW
from sqlalchemy import RowMapping, select

from bot.delivery.claiming import Claimer
from bot.delivery.conversations import Conversations
from bot.delivery.sender import Sender
from bot.slack_client import SlackClient
from sandbox import ManualClock, Message, Settings, Workspace, WorkspaceServer
from store.database import Database
from store.owing import OwedMessage, owe
from store.tables import outbox

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8"))
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Net revenue $12,345"}}


@dataclass
class PostRoom:
    """Owes messages, sends them and looks at what came of them."""

    database: Database
    workspace: Workspace
    server: WorkspaceServer
    session: ClientSession
    clock: ManualClock
    now: datetime = NOW

    def sender(self, holder: str = "a") -> Sender:
        """A replica's."""
        slack = SlackClient(self.session, self.server.api_url, self.workspace.bot_token, is_patient=False)
        conversations = Conversations(slack, self.workspace.bot.id)
        return Sender(self.database, Claimer(holder), slack, conversations, frozenset({self.owner}))

    @property
    def owner(self) -> str:
        """Who answers for kpibot."""
        return self.workspace.user("ada").id

    def channel(self, name: str = "general") -> str:
        return self.workspace.channel(name).id

    def owe(self, subject: str = "executive 2026-11-22", channel: str = "general", **changes: Any) -> int:
        """Owe a digest, or what the changes make of it; returns its id."""
        place = self.channel(channel) if not channel.startswith("U") else channel
        digest = OwedMessage("digest", subject, place, f"Digest: {subject}", [SECTION], self.now)
        with self.database.write() as connection:
            owed = owe(connection, replace(digest, **changes))
        assert owed is not None
        return owed

    async def deliver(self, sender: Sender | None = None, most: int = 60) -> None:
        """Step through whatever is due, a second apart, until nothing is."""
        sender = sender or self.sender()
        for _ in range(most):
            if not await sender.step():
                return
            await self.advance(1)

    async def advance(self, seconds: float) -> None:
        """So much time passes, in Slack and in the database."""
        self.now += timedelta(seconds=seconds)
        set_clock(self.database, self.now)
        self.clock.advance(seconds)
        # Whatever of Slack's the clock has woken has its turn.
        for _ in range(5):
            await asyncio.sleep(0)

    async def settle(self, minutes: int = 30) -> None:
        """Time passes, and whatever is due meanwhile is done."""
        for _ in range(minutes):
            await self.advance(60)
            await self.deliver()

    def row(self, outbox_id: int) -> RowMapping:
        """What became of a message."""
        with self.database.read() as connection:
            return connection.execute(select(outbox).where(outbox.c.id == outbox_id)).mappings().one()

    def texts(self, channel: str = "general") -> list[str]:
        """What stands in a channel, but for what was there before, and no replies."""
        return [each.text for each in self.posted(channel) if not each.is_reply]

    def posted(self, channel: str = "general") -> list[Message]:
        """The bot's messages in a channel."""
        return [each for each in self.workspace.messages(channel) if each.user == self.workspace.bot.id]

    def notices(self) -> list[str]:
        """What the owner was told, or is to be."""
        with self.database.read() as connection:
            query = select(outbox.c.message["text"].astext).where(outbox.c.kind == "notice").order_by(outbox.c.id)
            return list(connection.execute(query).scalars())


@asynccontextmanager
async def open_room(database: Database, seconds: float = 0.5) -> AsyncIterator[PostRoom]:
    """A workspace, and the outbox of this database; a request that hangs is given up after so many real seconds."""
    clock = ManualClock(NOW)
    workspace = Workspace.demo(settings=Settings(file_seconds=0))
    workspace.use_clock(clock)
    workspace.install(MANIFEST)
    set_clock(database, NOW)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(WorkspaceServer(workspace))
        session = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=seconds)))
        yield PostRoom(database, workspace, server, session, clock)

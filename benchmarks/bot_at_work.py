"""The bot on the sample company in a local workspace, to be timed, and the bare calls beneath what it does."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.app import run_bot
from bot.dashboards import CompanyDashboards
from bot.language import read_question
from bot.news import news_in
from bot.receiving.sockets import Sockets
from bot.records import records_in
from bot.refreshing.wiring import refreshing_in
from bot.shown import Shown
from charts import RenderPool
from etl.company import Company
from metrics.answer import Answer
from metrics.engine import CompanyView, answer_question
from sandbox import Message, Workspace, WorkspaceServer
from store.database import Database

CHANNEL = "#general"
ZONE, CURRENCY = "America/Toronto", "CAD"


@dataclass(frozen=True)
class BotAtWork:
    """A running bot, and a bare client beside it."""

    target: Database
    workspace: Workspace
    server: WorkspaceServer
    client: AsyncWebClient
    session: aiohttp.ClientSession

    def query(self, words: str) -> Answer:
        """The bare query: nothing is kept."""
        asked = read_question(words)
        assert isinstance(asked, Shown)
        return answer_question(asked.question, CompanyView(self.target, ZONE, CURRENCY, datetime.now(UTC)))

    async def upload(self, png: bytes) -> str:
        """The bare upload: three calls, and looking until the file is processed."""
        place = await self.client.files_getUploadURLExternal(filename="kpi.png", length=len(png))
        async with self.session.post(place["upload_url"], data=png):
            await self.client.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "kpi"}])
        while (await self.client.files_info(file=place["file_id"]))["file"].get("mimetype") is None:  # noqa: ASYNC110  # Slack tells nobody
            await asyncio.sleep(0.01)
        return str(place["file_id"])

    async def post(self, file_id: str, times: int = 1) -> None:
        """The bare message with its picture, so many times at once."""
        picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a number"}
        channel = self.workspace.channel(CHANNEL).id
        posts = (self.client.chat_postMessage(channel=channel, text="a number", blocks=[picture]) for _ in range(times))
        await asyncio.gather(*posts)

    async def commands(self, words: str, people: int = 1) -> list[float]:
        """So many people type it at once: the seconds until each of their messages stood there with its picture."""
        before, arrived = len(self._messages()), list[float]()
        start = time.perf_counter()

        def all_there() -> bool:
            now = time.perf_counter() - start
            there = sum(_has_picture(message) for message in self._messages()[before:])
            arrived.extend([now] * (there - len(arrived)))
            return there == people

        typed = [asyncio.create_task(self._type(words)) for _ in range(people)]
        await self.server.until(all_there, timeout=60)
        await asyncio.gather(*typed)
        return arrived

    async def acknowledged(self, words: str) -> float:
        """The seconds from a typed command to its acknowledgement."""
        return await timed(self._type(words))

    async def _type(self, words: str) -> None:
        await self.server.slash("ada", CHANNEL, "/kpi", words)

    def _messages(self) -> list[Message]:
        return self.workspace.messages(CHANNEL)


@asynccontextmanager
async def bot_at_work(target: Database) -> AsyncIterator[BotAtWork]:
    """A bot with two renderers, in a workspace that slows nobody down: Slack's own pace is not what is measured."""
    async with AsyncExitStack() as stack:
        workspace = Workspace.demo()
        workspace.configure(rate_limits=False, file_seconds=0.0)
        server = await stack.enter_async_context(WorkspaceServer(workspace))
        pool = await stack.enter_async_context(RenderPool(workers=2))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(workspace.bot_token, base_url=server.api_url, session=session)
        answering = Answering(target, ZONE, CURRENCY, lambda: datetime.now(UTC))
        tokens = {"bot_token": workspace.bot_token, "arrivals": Sockets(workspace.app_token)}
        records, dashboards = records_in(target, lambda: datetime.now(UTC), ZONE), CompanyDashboards(answering)
        bot = asyncio.create_task(
            run_bot(
                answering,
                pool,
                records,
                news_in(target),
                refreshing=refreshing_in(target, Company(ZONE, CURRENCY), lambda: datetime.now(UTC)),
                dashboards=dashboards,
                **tokens,
                api_url=server.api_url,
            )
        )
        await server.until(lambda: server.socket.connections)
        try:
            yield BotAtWork(target, workspace, server, client, session)
        finally:
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)


async def timed(work: Awaitable[object]) -> float:
    """How long it took, once."""
    start = time.perf_counter()
    await work
    return time.perf_counter() - start


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _has_picture(message: Message) -> bool:
    return any(block["type"] == "image" for block in message.blocks)

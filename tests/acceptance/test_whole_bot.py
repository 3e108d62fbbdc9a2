"""The whole of it: real orders, the real bot with the scopes of its manifest, a strict workspace, real pictures."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from company import ZONE, SmallCompany
from PIL import Image

from bot.answering import Answering
from bot.app import run_bot
from bot.dashboards import CompanyDashboards
from bot.news import news_in
from bot.receiving.sockets import Sockets
from bot.records import records_in
from bot.refreshing.wiring import refreshing_in
from charts import RenderPool
from etl.certificates import write_watermark
from etl.company import Company
from etl.importing import import_file
from etl.run import run_etl
from sandbox import Message, Workspace, WorkspaceServer
from store.database import Database

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8"))


class Office:
    """A workspace in which the bot answers from a database."""

    def __init__(self, workspace: Workspace, server: WorkspaceServer) -> None:
        self._workspace = workspace
        self._server = server

    async def ask(self, words: str) -> Message:
        """Ada types /kpi and these words in #general; the message that then stands there, with its picture."""
        before = len(self._workspace.messages("#general"))
        assert (await self._server.slash("ada", "#general", "/kpi", words)).ok
        await self._server.until(lambda: self._pictures(self._workspace.messages("#general")[before:]))
        return self._workspace.messages("#general")[before]

    async def home(self) -> str:
        """Ada opens the App Home; all that it then shows."""
        await self._server.open_home("ada")
        await self._server.until(lambda: self._workspace.views.home("U0000ADA"))
        view = self._workspace.views.home("U0000ADA")
        assert view is not None
        return json.dumps(view.content["blocks"], ensure_ascii=False)

    def picture(self, message: Message) -> Image.Image:
        """What its image block shows."""
        file = self._workspace.files.get(self._pictures([message])[0])
        assert file is not None
        return Image.open(BytesIO(file.content))

    @staticmethod
    def _pictures(messages: list[Message]) -> list[str]:
        blocks = [block for message in messages for block in message.blocks]
        return [block["slack_file"]["id"] for block in blocks if block["type"] == "image"]


@asynccontextmanager
async def office_over(database: Database) -> AsyncIterator[Office]:
    """The bot as it is delivered, over this database."""
    async with AsyncExitStack() as stack:
        workspace = Workspace.demo()
        workspace.install(MANIFEST)
        workspace.configure(file_seconds=0.05)
        server = await stack.enter_async_context(WorkspaceServer(workspace))
        pool = await stack.enter_async_context(RenderPool(workers=1))
        answering = Answering(database, ZONE, "CAD", lambda: NOW)
        tokens = {"bot_token": workspace.bot_token, "arrivals": Sockets(workspace.app_token)}
        records, dashboards = records_in(database, lambda: NOW, ZONE), CompanyDashboards(answering)
        refreshing = refreshing_in(database, Company(zone=ZONE), lambda: NOW)
        where = {**tokens, "api_url": server.api_url}
        running = run_bot(
            answering, pool, records, news_in(database), refreshing=refreshing, dashboards=dashboards, **where
        )
        bot = asyncio.create_task(running)
        try:
            await server.until(lambda: bot.done() or server.socket.connections)
            yield Office(workspace, server)
        finally:
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)


async def test_ltvcac_is_one_message_with_number_status_and_picture(database: Database) -> None:
    """What a newcomer types first works, with no scope beyond those of the manifest."""
    company = SmallCompany(database, now=NOW)
    company.connect("refunds")
    for month in range(1, 12):
        company.customers(datetime(2025, month, 2, tzinfo=UTC).date(), 25)
        company.customers(datetime(2026, month, 2, tzinfo=UTC).date(), 25)
    company.customers(datetime(2026, 11, 21, tzinfo=UTC).date(), 25)
    company.spend(datetime(2026, 10, 1, tzinfo=UTC).date(), datetime(2026, 11, 21, tzinfo=UTC).date(), 13)
    company.publish()

    async with office_over(database) as office:
        message = await office.ask("ltvcac")

        # 30 of gross profit a customer; 30 days of 13 over 50 new customers.
        assert message.text.startswith("LTV:CAC: 3.85:1, ")
        assert "warning (target above 5:1)" in message.text
        assert office.picture(message).size == (1200, 675)
        # The same number, wherever it is shown.
        assert "LTV:CAC · last 30 days\\n*3.85:1*" in await office.home()


@pytest.mark.real_data
async def test_real_orders_are_answered_with_their_age(database: Database, published_data: Path) -> None:
    """`/kpi revenue 1998-03` and `/kpi ltv` over the CDNOW orders: the published revenue, its age, and a picture."""
    import_file(database, Company(), "orders", published_data / "cdnow_orders.csv.gz")
    write_watermark(database, "orders", date(1998, 6, 30), NOW)
    run_etl(database, Company(), NOW)

    async with office_over(database) as office:
        revenue = await office.ask("revenue 1998-03")
        ltv = await office.ask("ltv")

        assert revenue.text.startswith("Revenue: $108,970, up 41.3% from $77,097 (Feb 1 – Feb 28, 1998).")
        assert "Data through Jun 30, 1998, 28 years behind yesterday" in revenue.text
        assert ltv.text.startswith("LTV (360 days): $90.16")
        assert office.picture(revenue).size == office.picture(ltv).size == (1200, 675)

"""`kpibot run` as processes: Slack's side and the clock's work apart, over HTTP, do together what one does."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest
from databases import DatabaseServer
from ports import free_port
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from bot.app_manifest import app_manifest
from bot.receiving.http import EVENTS_PATH, READY_PATH
from sandbox import Settings, Workspace, WorkspaceServer
from store.database import Database, open_database
from store.owing import OwedMessage, owe
from store.tables import journal, outbox

GENERAL = "C0GENERAL"


class Site:
    """A workspace, a database of its own, and the settings that both processes have."""

    def __init__(self, server: WorkspaceServer, database: Database, url: str) -> None:
        self.server, self.workspace, self.database = server, server.workspace, database
        self.http, self.metrics = free_port(), free_port()
        self.workspace.use_request_url(f"http://127.0.0.1:{self.http}{EVENTS_PATH}")
        self.settings = {
            "DATABASE_URL": url,
            "SLACK_API_URL": server.api_url,
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
        }

    @asynccontextmanager
    async def running(self, only: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """A process, ended as a platform ends it."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
        program = [sys.executable, "-c", "from bot.cli import main; main()", "run", "--only", only]
        process = await asyncio.create_subprocess_exec(
            *program, env=inherited | self.settings | settings, stderr=asyncio.subprocess.PIPE
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()[-2000:]

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """Slack's side, once it is ready."""
        secret = self.workspace.signing_secret
        addresses = {"KPIBOT_HTTP": str(self.http), "KPIBOT_METRICS": str(self.metrics)}
        async with self.running("bot", SLACK_SIGNING_SECRET=secret, **addresses) as process:
            while (await self.get(self.http, READY_PATH))[0] != 200:
                assert process.returncode is None, "it ended"
            yield

    async def get(self, port: int, path: str) -> tuple[int, str]:
        """What stands at an address; 0 where nobody answers."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.status, await answer.text()
        except aiohttp.ClientError:
            # Nobody listens yet: let the process get on with it.
            await asyncio.to_thread(self.status)
            return 0, ""

    def owe(self, subject: str) -> None:
        """Something comes by itself."""
        with self.database.write() as connection:
            owe(connection, OwedMessage("digest", subject, GENERAL, "The digest", (), datetime.now(UTC)))

    def status(self) -> list[str]:
        """How what is owed stands."""
        with self.database.read() as connection:
            return list(connection.execute(select(outbox.c.status)).scalars())

    def lines(self) -> list[str]:
        """What the journal has."""
        with self.database.read() as connection:
            return list(connection.execute(select(journal.c.words).order_by(journal.c.id)).scalars())

    def texts(self) -> list[str]:
        """What the bot has said to all in #general."""
        return [message.text for message in self.workspace.messages(GENERAL) if message.by_bot]


@pytest.fixture
async def site(server: DatabaseServer, template: str) -> AsyncIterator[Site]:
    """Nothing runs yet."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    workspace = Workspace.demo(settings=Settings(file_seconds=0.05))
    workspace.install(app_manifest())
    async with WorkspaceServer(workspace) as slack:
        yield Site(slack, database, server.url_of(name))
    database.close()
    server.drop(name)


async def test_apart_they_do_what_one_does_and_neither_does_the_others_part(site: Site) -> None:
    """Each message would be posted by both, or what comes by itself by none; and two answers to each question."""
    site.owe("today")
    async with site.bot():
        assert (await site.server.slash("ada", GENERAL, "/kpi", "revenue")).ok
        await site.server.until(site.texts)
        # Nobody who answers people delivers.
        assert site.status() == ["owed"]
        async with site.running("worker"):
            await site.server.until(lambda: site.status() == ["proved"])
            assert (await site.server.slash("ada", GENERAL, "/kpi", "cac")).ok
            await site.server.until(lambda: len(site.lines()) == 2)
            _, page = await site.get(site.metrics, "/metrics")
    site.owe("tomorrow")
    async with site.running("worker"):
        await site.server.until(lambda: site.status() == ["proved"] * 2)
        # Nobody who delivers hears people.
        assert (await site.server.slash("ada", GENERAL, "/kpi", "aov")).error == "dispatch_failed"

    revenue, digest, cac, next_digest = site.texts()
    assert (revenue[:7], digest, cac[:3], next_digest) == ("Revenue", "The digest", "CAC", "The digest")
    assert site.lines() == ["revenue", "cac"]
    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    asked = [each.value for each in samples if each.name == "kpibot_questions_total"]
    others = {each.name: each for each in samples}
    assert sum(asked) == 2
    assert others["kpibot_database_up"].value == 1
    assert others["kpibot_outbox_messages"].labels == {"kind": "digest", "status": "proved"}

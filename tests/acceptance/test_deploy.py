"""A deploy: the new version migrates while the old one runs, they run side by side, and the old one ends."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer
from sqlalchemy import select

from bot.access.roster import Roster
from bot.answering import Answering
from bot.app_manifest import app_manifest
from bot.delivery.wiring import Outbox
from bot.worker import run_worker
from charts import RenderPool
from etl.company import Company
from etl.run import run_etl
from metrics.question import Question
from sandbox import Settings, Workspace, WorkspaceServer
from store.database import Database, open_database
from store.migrate import migrate
from store.owing import OwedMessage, owe
from store.tables import outbox

GENERAL, GROWTH = "C0GENERAL", "C00GROWTH"
VERSIONS = Path(__file__).parents[2] / "store" / "migrations" / "versions"
# What the version before this one had, as far as a running worker reads it.
BEFORE = "0035"
# Migrations from this one on are held to the rule; what they take away stands here, with the release that read it last.
FIRST_HELD, TAKEN_AWAY = 36, dict[str, str]()
MESSAGES = 30


@pytest.fixture
async def slack() -> AsyncIterator[WorkspaceServer]:
    """A workspace that is in no hurry."""
    workspace = Workspace.demo(settings=Settings(rate_limits=False))
    workspace.install(app_manifest())
    async with WorkspaceServer(workspace) as server:
        yield server


def worker(database: Database, slack: WorkspaceServer, pool: RenderPool, name: str) -> "asyncio.Task[None]":
    """A process that delivers."""
    answering = Answering(database, ZONE, "CAD", lambda: datetime.now(UTC))
    box = Outbox(database, frozenset(), name)
    running = run_worker(answering, pool, box, Roster(), bot_token=slack.workspace.bot_token, api_url=slack.api_url)
    return asyncio.create_task(running)


async def ended(task: "asyncio.Task[None]") -> None:
    """As SIGTERM ends it."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_is_owed_is_posted_once_through_a_deploy(server: DatabaseServer, slack: WorkspaceServer) -> None:
    """Each deploy would double the digest, or lose it."""
    server.create("deploy")
    old_database, new_database = (open_database(server.url_of("deploy")) for _ in range(2))
    migrate(old_database, BEFORE)
    with old_database.write() as connection:
        for number in range(MESSAGES):
            channel = (GENERAL, GROWTH)[number % 2]
            owe(connection, OwedMessage("digest", str(number), channel, f"digest {number}", (), datetime.now(UTC)))

    def texts() -> list[str]:
        return [m.text for channel in (GENERAL, GROWTH) for m in slack.workspace.messages(channel)]

    async with RenderPool(workers=1) as pool:
        old = worker(old_database, slack, pool, "old")
        await slack.until(lambda: len(texts()) >= 5)
        await asyncio.to_thread(migrate, new_database)
        new = worker(new_database, slack, pool, "new")
        await slack.until(lambda: len(texts()) >= 10)
        await ended(old)
        await slack.until(lambda: _statuses(new_database) == {"proved"})
        await ended(new)

    assert sorted(texts()) == sorted(f"digest {number}" for number in range(MESSAGES))
    for database in (old_database, new_database):
        database.close()
    server.drop("deploy")


def _statuses(database: Database) -> set[str]:
    with database.read() as connection:
        return set(connection.execute(select(outbox.c.status)).scalars())


async def test_a_run_under_way_publishes_before_the_tables_change(server: DatabaseServer) -> None:
    """The night's run would fail in the middle of a deploy, or publish half of itself."""
    server.create("deploy_run")
    database, deploying = (open_database(server.url_of("deploy_run")) for _ in range(2))
    migrate(database, BEFORE)
    company = SmallCompany(database)
    day = datetime.now(UTC).date() - timedelta(days=2)
    company.customers(day, 20)
    now = datetime.now(UTC)
    run, _ = await asyncio.gather(
        asyncio.to_thread(run_etl, database, Company(zone=ZONE), now), asyncio.to_thread(migrate, deploying)
    )
    again = run_etl(database, Company(zone=ZONE), now)
    answer = Answering(deploying, ZONE, "CAD", lambda: now).answer(Question("orders", as_of=day))

    assert run.snapshot_id is not None
    assert again.snapshot_id is None
    assert answer.snapshot
    for each in (database, deploying):
        each.close()
    server.drop("deploy_run")


def test_a_migration_takes_nothing_away_that_the_version_before_it_reads() -> None:
    """Old code beside a new table fails in front of people, for as long as the deploy takes."""
    taking = re.compile(
        r"\b(DROP (?:TABLE|COLUMN|VIEW|FUNCTION)|RENAME|SET NOT NULL|ALTER COLUMN \w+ TYPE)\b", re.IGNORECASE
    )
    found = {
        f"{file.name}: {match[0]}"
        for file in VERSIONS.iterdir()
        if file.suffix in {".sql", ".py"} and int(file.name[:4]) >= FIRST_HELD
        for match in taking.finditer(file.read_text(encoding="utf-8"))
    }

    assert found == set(TAKEN_AWAY)

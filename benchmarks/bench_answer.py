"""From `/kpi ltvcac` to the message with its picture, beside its floors: the bare query, render, upload and post.

Everything runs on this machine: database, bot, the local workspace and the renderers.
Run: make bench, or python benchmarks/bench_answer.py [ROUNDS]
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

import aiohttp
from side_by_side import database, seconds, show
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.app import run_bot
from bot.dashboards import CompanyDashboards
from bot.language import read_question
from bot.records import records_in
from bot.sample_company import load_sample_company
from charts import RenderPool, render_png
from etl.company import Company
from metrics.answer import Answer
from metrics.question import Question
from sandbox import Workspace, WorkspaceServer
from store.database import Database

# Each asks for another picture, so that none is drawn before it is asked for.
PERIODS = ("30d", "31d", "32d", "33d", "34d", "35d", "36d", "37d", "38d", "39d", "40d", "41d", "42d", "43d", "44d")


def question(words: str) -> Question:
    """What these words ask."""
    read = read_question(words)
    assert isinstance(read, Question)
    return read


async def timed(action: Callable[[], Awaitable[object]]) -> float:
    """How long it took, once."""
    start = time.perf_counter()
    await action()
    return time.perf_counter() - start


async def upload_and_post(client: AsyncWebClient, session: aiohttp.ClientSession, png: bytes, channel: str) -> None:
    """The floor of getting a picture into a message: three calls for the file, one for the message."""
    place = await client.files_getUploadURLExternal(filename="kpi.png", length=len(png))
    async with session.post(place["upload_url"], data=png):
        await client.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "kpi"}])
    picture = {"type": "image", "slack_file": {"id": place["file_id"]}, "alt_text": "a number"}
    while (await client.files_info(file=place["file_id"]))["file"].get("mimetype") is None:  # noqa: ASYNC110  # Slack tells nobody
        await asyncio.sleep(0.01)
    await client.chat_postMessage(channel=channel, text="a number", blocks=[picture])


async def command_to_message(server: WorkspaceServer, workspace: Workspace, words: str) -> tuple[float, float]:
    """Seconds from the typed command to its acknowledgement, and to the message with its picture."""
    before = len(workspace.messages("#general"))
    start = time.perf_counter()
    await server.slash("ada", "#general", "/kpi", words)
    acknowledged = time.perf_counter() - start

    def has_picture() -> bool:
        messages = workspace.messages("#general")[before:]
        return any(block["type"] == "image" for message in messages for block in message.blocks)

    await server.until(has_picture)
    return acknowledged, time.perf_counter() - start


async def measure(target: Database, rounds: int) -> dict[str, list[float]]:
    """Every floor and the whole, in turn, so many times."""
    answering = Answering(target, "America/Toronto", "CAD", lambda: datetime.now(UTC))
    taken: dict[str, list[float]] = {}
    async with AsyncExitStack() as stack:
        workspace = Workspace.demo()
        # Slack's own pace is not what is measured here.
        workspace.configure(rate_limits=False, file_seconds=0.0)
        server = await stack.enter_async_context(WorkspaceServer(workspace))
        pool = await stack.enter_async_context(RenderPool(workers=2))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(workspace.bot_token, base_url=server.api_url, session=session)
        tokens = {"bot_token": workspace.bot_token, "app_token": workspace.app_token}
        records = records_in(target, lambda: datetime.now(UTC), "America/Toronto")
        dashboards = CompanyDashboards(answering)
        bot = asyncio.create_task(
            run_bot(answering, pool, records, dashboards=dashboards, **tokens, api_url=server.api_url)
        )
        await server.until(lambda: server.socket.connections)
        answer: Answer = answering.answer(question("ltvcac"))
        png = await pool.render(answer, timeout=60)
        general = workspace.channel("#general").id
        for period in PERIODS[:rounds]:
            asked = question(f"ltvcac {period}")
            fresh = replace(answer, title=f"LTV:CAC {period}")
            taken.setdefault("query", []).append(seconds(lambda asked=asked: answering.answer(asked)))
            taken.setdefault("render", []).append(seconds(lambda fresh=fresh: render_png(fresh)))
            floor = await timed(lambda: upload_and_post(client, session, png, general))
            taken.setdefault("upload and post", []).append(floor)
            ack, whole = await command_to_message(server, workspace, f"ltvcac {period}")
            taken.setdefault("ack", []).append(ack)
            taken.setdefault("command to message", []).append(whole)
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
    return taken


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with database() as target:
        for _ in load_sample_company(target, Company(), datetime.now(UTC)):
            pass
        taken = asyncio.run(measure(target, rounds))
    middle = {name: median(values[1:] or values) for name, values in taken.items()}
    floors = middle["query"] + middle["render"] + middle["upload and post"]
    rows = {name: f"{value * 1000:>5.0f} ms" for name, value in middle.items()}
    rows["sum of the floors"] = f"{floors * 1000:>5.0f} ms"
    rows["ratio"] = f"{middle['command to message'] / floors:.2f} of the floors, each alone"
    show(f"/kpi ltvcac, the sample company, medians of {rounds}", rows)


if __name__ == "__main__":
    main()

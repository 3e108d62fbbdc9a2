"""From starting `kpibot run` to ready, and the memory that it and its renderers hold after some answers with pictures.

A real process on the sample company, with a workspace and a database beside it on the same cores. Memory is the
proportional set size: a page that two processes share counts for each by half.

Run: make bench, or python benchmarks/bench_start.py [ROUNDS]
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from side_by_side import database, goal, show

from bot.app_manifest import app_manifest
from bot.sample_company import load_sample_company
from etl.company import Company
from sandbox import Settings, Workspace, WorkspaceServer
from store.database import Database

CHANNEL = "C0GENERAL"
WORDS = ("ltvcac", "revenue 90d", "cac by channel", "margin", "cohorts", "executive", "retention", "runway")
MOST_SECONDS, MOST_MEGABYTES = 3.0, 300.0


@asynccontextmanager
async def running(target: Database, server: WorkspaceServer) -> AsyncIterator[tuple[int, float]]:
    """A bot, its process id and the seconds until it was connected."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
    own = {
        "DATABASE_URL": target.engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "SLACK_API_URL": server.api_url,
        "SLACK_BOT_TOKEN": server.workspace.bot_token,
        "SLACK_APP_TOKEN": server.workspace.app_token,
    }
    before = time.perf_counter()
    program = [sys.executable, "-c", "from bot.cli import main; main()", "run"]
    process = await asyncio.create_subprocess_exec(*program, env=inherited | own, stderr=asyncio.subprocess.DEVNULL)
    try:
        await server.until(lambda: server.socket.connections, timeout=60)
        yield process.pid, time.perf_counter() - before
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()
        await server.until(lambda: not server.socket.connections)


def megabytes(pid: int) -> dict[str, float]:
    """What the process and each of its children hold, by their names."""
    found = {"bot": _proportional(pid)}
    children = Path(f"/proc/{pid}/task").glob("*/children")
    for number, child in enumerate(sorted({each for file in children for each in file.read_text().split()}), start=1):
        found[f"child {number}"] = sum(_proportional(each) for each in (int(child), *_below(int(child))))
    return found


def _below(pid: int) -> list[int]:
    children = [int(each) for file in Path(f"/proc/{pid}/task").glob("*/children") for each in file.read_text().split()]
    return [*children, *(each for child in children for each in _below(child))]


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


async def measure(target: Database, rounds: int) -> tuple[list[float], dict[str, float]]:
    """Seconds of each start, and the memory at the end of the last."""
    workspace = Workspace.demo(settings=Settings(file_seconds=0.0, rate_limits=False))
    workspace.install(app_manifest())
    started: list[float] = []
    held: dict[str, float] = {}
    async with WorkspaceServer(workspace) as server:
        for _ in range(rounds):
            async with running(target, server) as (pid, seconds):
                started.append(seconds)
                for words in WORDS:
                    before = len(workspace.messages(CHANNEL))
                    await server.slash("ada", CHANNEL, "/kpi", words)
                    await server.until(lambda before=before: _pictures(workspace, before), timeout=60)
                held = megabytes(pid)
    return started, held


def _pictures(workspace: Workspace, before: int) -> bool:
    return any(block["type"] == "image" for message in workspace.messages(CHANNEL)[before:] for block in message.blocks)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with database() as target:
        for _ in load_sample_company(target, Company(), datetime.now(UTC)):
            pass
        started, held = asyncio.run(measure(target, rounds))
    show(
        f"kpibot run, the sample company, {rounds} starts; memory after {len(WORDS)} answers with pictures",
        {
            "start to connected, median": goal(median(started), MOST_SECONDS, " s"),
            "slowest": f"{max(started):.2f} s",
            "memory of all its processes": goal(sum(held.values()), MOST_MEGABYTES, " MB"),
            **{name: f"{value:.0f} MB" for name, value in held.items()},
        },
    )


if __name__ == "__main__":
    main()

"""How soon a command is acknowledged while the bot is busy: fifty a second, and the most at which it still holds.

Load generator, workspace, bot, renderers and database are on the same cores. Meanwhile charts are drawn that nobody has
asked for before, and runs fold in changed orders.

Run: make bench, or python benchmarks/bench_acks.py [SECONDS]
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from statistics import median

from bot_at_work import BotAtWork, bot_at_work, percentile
from large_company import change
from side_by_side import database, goal, show

from bot.sample_company import load_sample_company
from etl.company import Company
from etl.run import run_etl
from store.database import Database

# Commands a second: the one that the goal is of, and those tried above it.
ASKED = 50
TRIED = (75, 100, 150, 200, 300, 400)
MOST_MS = 200.0
# What people ask for in turn; each is warm.
WORDS = ("revenue", "cac", "ltvcac", "help")


async def at_rate(bot: BotAtWork, rate: int, seconds: float) -> list[float]:
    """The milliseconds to each command's acknowledgement, so many a second, whether or not those before are done."""
    start, loop = asyncio.get_running_loop().time(), asyncio.get_running_loop()
    asked: list[asyncio.Task[float]] = []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, start + number / rate - loop.time()))
        # From the moment at which it was due: a loop that is late is no excuse.
        asked.append(asyncio.create_task(_acknowledged(bot, WORDS[number % len(WORDS)], start + number / rate)))
    return [await task * 1000 for task in asked]


async def _acknowledged(bot: BotAtWork, words: str, due: float) -> float:
    await bot.acknowledged(words)
    return asyncio.get_running_loop().time() - due


@asynccontextmanager
async def under_load(bot: BotAtWork, periods: Iterator[int]) -> AsyncIterator[None]:
    """Pictures that are new, one after the other, and runs that fold in changes."""

    async def pictures() -> None:
        while True:
            await bot.commands(f"revenue {next(periods)}d by channel")

    async def runs() -> None:
        while True:
            await asyncio.to_thread(change, bot.target, 20)
            await asyncio.to_thread(run_etl, bot.target, Company(), datetime.now(UTC))
            await asyncio.sleep(1)

    loads = [asyncio.create_task(pictures()), asyncio.create_task(runs())]
    try:
        yield
    finally:
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)


async def measure(target: Database, seconds: float) -> dict[int, list[float]]:
    """The milliseconds at each rate, up to the first at which it holds no more."""
    taken: dict[int, list[float]] = {}
    async with bot_at_work(target) as bot:
        for words in WORDS[:-1]:
            await bot.commands(words)
        async with under_load(bot, count(30)):
            for rate in (ASKED, *TRIED):
                taken[rate] = await at_rate(bot, rate, seconds)
                if percentile(taken[rate], 0.99) > MOST_MS:
                    break
    return taken


def _told(times: list[float]) -> str:
    return f"p50 {median(times):6.1f} ms   p99 {percentile(times, 0.99):6.1f} ms of {len(times):,}"


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with database() as target:
        for _ in load_sample_company(target, Company(), datetime.now(UTC)):
            pass
        taken = asyncio.run(measure(target, seconds))
    held = [rate for rate, times in taken.items() if percentile(times, 0.99) <= MOST_MS]
    rows = {f"{rate} commands a second": _told(times) for rate, times in taken.items()}
    rows["p99 at 50 a second"] = goal(percentile(taken[ASKED], 0.99), MOST_MS, " ms")
    rows["highest rate tried at which it holds"] = f"{max(held, default=0)} a second"
    show(f"Acknowledgements under load, {seconds:g} s at each rate", rows)


if __name__ == "__main__":
    main()

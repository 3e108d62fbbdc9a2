"""From `/kpi ltvcac` to the message with its picture: cold, warm, and fifty people at once, beside the same work bare.

Cold: nobody has asked it before. Warm: somebody has, of the same snapshot. The floors are the same query, the same
drawing, the same upload and posts, run bare one after the other in the same round. Everything runs on this machine:
database, bot, the local workspace and the renderers.

Run: make bench, or python benchmarks/bench_answer.py [ROUNDS]
"""

import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

from bot_at_work import BotAtWork, bot_at_work, percentile, timed
from side_by_side import database, goal, seconds, show

from bot.sample_company import load_sample_company
from charts import render_png
from etl.company import Company
from store.database import Database

PEOPLE = 50
# What a cached answer may take beside the post itself.
MOST_MORE_MS = 30.0
# A cold question is one that nobody has asked: each round asks of another period.
FIRST_PERIOD = 30
Taken = dict[str, list[float]]


async def one_round(bot: BotAtWork, cold: Iterator[str], taken: Taken) -> None:
    """Each floor and each kind of asking, once."""
    words = next(cold)
    answer = bot.query(words)
    png = render_png(answer)
    taken["query"].append(seconds(lambda: bot.query(words)))
    taken["render"].append(seconds(lambda: render_png(answer)))
    taken["upload"].append(await timed(bot.upload(png)))
    file_id = await bot.upload(png)
    taken["post"].append(await timed(bot.post(file_id)))
    taken[f"{PEOPLE} posts at once"].append(await timed(bot.post(file_id, PEOPLE)))
    taken["cold"].extend(await bot.commands(words))
    taken["warm"].extend(await bot.commands(words))
    words = next(cold)
    taken[f"cold, {PEOPLE} at once"].extend(await bot.commands(words, PEOPLE))
    taken[f"warm, {PEOPLE} at once"].extend(await bot.commands(words, PEOPLE))
    taken["acknowledged"].append(await bot.acknowledged("help"))


async def measure(target: Database, rounds: int) -> Taken:
    """So many rounds, after one that warms up the renderers and the connections."""
    taken: Taken = defaultdict(list)
    cold = (f"ltvcac {FIRST_PERIOD + number}d" for number in range(2 * rounds + 2))
    async with bot_at_work(target) as bot:
        await one_round(bot, cold, defaultdict(list))
        for _ in range(rounds):
            await one_round(bot, cold, taken)
    return taken


def rows_of(taken: Taken) -> Iterator[tuple[str, str]]:
    """Each kind of asking beside the sum of its floors."""
    middle = {name: median(values) for name, values in taken.items()}
    once = middle["query"] + middle["render"] + middle["upload"]
    posts = middle[f"{PEOPLE} posts at once"]
    floors = {"cold": once + middle["post"], "warm": middle["post"]}
    floors |= {f"cold, {PEOPLE} at once": once + posts, f"warm, {PEOPLE} at once": posts}
    for name in ("query", "render", "upload", "post", f"{PEOPLE} posts at once", "acknowledged"):
        yield f"{name}, bare" if name != "acknowledged" else name, f"{_ms(middle[name])}"
    for name, floor in floors.items():
        times = taken[name]
        shares = f"{_ms(middle[name])} p50 {_ms(percentile(times, 0.99))} p99"
        ratio = f"floor {_ms(floor)}   p50 is {middle[name] / floor:.1f} x, {_ms(middle[name] - floor).strip()} more"
        yield name, f"{shares} of {len(times):>4}   {ratio}"
    yield "warm, more than the bare post", goal((middle["warm"] - middle["post"]) * 1000, MOST_MORE_MS, " ms")


def _ms(value: float) -> str:
    return f"{value * 1000:>6.1f} ms"


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with database() as target:
        for _ in load_sample_company(target, Company(), datetime.now(UTC)):
            pass
        taken = asyncio.run(measure(target, rounds))
    show(f"/kpi ltvcac, the sample company, command to message with picture, {rounds} rounds", dict(rows_of(taken)))


if __name__ == "__main__":
    main()

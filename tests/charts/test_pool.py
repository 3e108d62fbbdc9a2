"""A picture comes in bounded time or not at all, and nothing that happens to one process reaches another's picture."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from charts import RenderError, RenderPool, render_dashboard, render_png
from charts.examples import executive, ltv_to_cac, revenue
from charts.process import _environment
from metrics.answer import Answer

_PATIENCE = 60.0


class Poison:
    """Something that runs a function in whichever process reads it from a pickle."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """What a pickle of it does."""
        return self._call


def poisoned(function: Callable[..., object], *arguments: object) -> Answer:
    """An answer that does this to the worker that is to draw it."""
    return replace(ltv_to_cac(), notes=(Poison(function, *arguments),))  # type: ignore[arg-type]  # that is the poison


def is_running(pid: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked after does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; fail where it never comes true."""
    async with asyncio.timeout(_PATIENCE):
        while not condition():  # noqa: ASYNC110 - another process's end raises no event here
            await asyncio.sleep(0.01)


@pytest.fixture
async def pool() -> AsyncIterator[RenderPool]:
    """Two warm workers."""
    async with RenderPool(2) as running:
        await until(lambda: len(running.pids) == 2)
        yield running


@pytest.fixture
async def one_seat() -> AsyncIterator[RenderPool]:
    """One warm worker that gives a picture a second."""
    async with RenderPool(1, waiting=2, hung_after=1.0) as running:
        await until(lambda: len(running.pids) == 1)
        yield running


async def test_a_dashboard_is_drawn_like_an_answer(pool: RenderPool) -> None:
    """A page of several charts comes from a process as well, and is the one that would be drawn here."""
    assert await pool.render(executive()) == render_dashboard(executive())


async def test_twenty_at_once_are_each_their_own_picture(pool: RenderPool) -> None:
    """Nobody gets another's chart, however many ask; and meanwhile the bot goes on answering."""
    answers = [replace(revenue(), value=Decimal(1000 + i)) for i in range(20)]
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    ticking = asyncio.create_task(tick())
    pictures = await asyncio.gather(*(pool.render(answer, timeout=_PATIENCE) for answer in answers))
    ticking.cancel()

    assert pictures[0] == render_png(answers[0])
    assert pictures[19] == render_png(answers[19])
    assert len(set(pictures)) == 20
    # Were a picture drawn in the loop, it would turn a few times for each and no more.
    assert ticks > 20 * 50


async def test_a_crash_costs_one_picture(pool: RenderPool) -> None:
    """One bad answer must not take the others' charts with it, now or later."""
    before = pool.pids
    others = [asyncio.create_task(pool.render(revenue(), timeout=_PATIENCE)) for _ in range(3)]

    with pytest.raises(RenderError, match="the process that drew it ended"):
        await pool.render(poisoned(os._exit, 3), timeout=_PATIENCE)

    assert len(set(await asyncio.gather(*others))) == 1
    await until(lambda: len(pool.pids) == 2)
    assert len(pool.pids & before) == 1


async def test_a_killed_worker_is_replaced_before_it_is_missed(one_seat: RenderPool) -> None:
    """The kernel may take a worker at any time; the next chart must not pay for it."""
    (pid,) = one_seat.pids
    os.kill(pid, signal.SIGKILL)
    await until(lambda: not is_running(pid))

    async def drawn() -> bytes | None:
        # The event loop may hear of the end a moment after the kernel knew.
        try:
            return await one_seat.render(revenue(), timeout=_PATIENCE)
        except RenderError:
            return None

    assert (await drawn() or await drawn()) == render_png(revenue())
    assert pid not in one_seat.pids


async def test_a_hang_is_bounded_for_who_asked_and_for_the_others(one_seat: RenderPool) -> None:
    """A chart that never ends costs its asker the time that they gave it, and its worker is replaced."""
    before = one_seat.pids

    with pytest.raises(RenderError, match=r"not drawn within 0\.2 seconds"):
        await one_seat.render(poisoned(time.sleep, 3600), timeout=0.2)

    assert await one_seat.render(revenue(), timeout=_PATIENCE) == render_png(revenue())
    assert not before & one_seat.pids


async def test_a_hang_ends_even_for_the_patient(one_seat: RenderPool) -> None:
    """Who would wait longer than any chart takes hears of the hang when it is found."""
    with pytest.raises(RenderError, match="hung for 1 seconds"):
        await one_seat.render(poisoned(time.sleep, 3600), timeout=_PATIENCE)


async def test_who_gives_up_costs_no_worker(one_seat: RenderPool) -> None:
    """Impatience under load must not kill healthy workers, which would make the load worse."""
    before = one_seat.pids

    with pytest.raises(RenderError, match="not drawn within 0 seconds"):
        await one_seat.render(revenue(), timeout=0)

    assert await one_seat.render(revenue(), timeout=_PATIENCE) == render_png(revenue())
    assert one_seat.pids == before


async def test_a_full_queue_refuses_at_once(one_seat: RenderPool) -> None:
    """Under a flood the numbers go out without pictures instead of piling up behind them."""
    asked = [asyncio.create_task(one_seat.render(poisoned(time.sleep, 3600), timeout=_PATIENCE))]
    await asyncio.sleep(0)
    asked += [asyncio.create_task(one_seat.render(revenue(), timeout=_PATIENCE)) for _ in range(4)]

    refused = [str(refusal) for refusal in await asyncio.gather(*asked, return_exceptions=True)]

    assert sum("too many others are waiting" in text for text in refused) in {2, 3}


async def test_a_refusal_arrives_as_its_sentence(one_seat: RenderPool) -> None:
    """The reason why a chart can't be drawn is the same through the pool."""
    with pytest.raises(RenderError, match="NaN among its values is not a number"):
        await one_seat.render(replace(revenue(), value=Decimal("NaN")), timeout=_PATIENCE)


async def test_an_unforeseen_fault_leaves_the_worker_standing(one_seat: RenderPool) -> None:
    """A fault in one chart's data is logged, and costs no second of warming up."""
    before = one_seat.pids

    with pytest.raises(RenderError, match="the log has the reason"):
        await one_seat.render(replace(revenue(), series=(None,)), timeout=_PATIENCE)  # type: ignore[arg-type]  # the fault

    assert one_seat.pids == before


async def test_closing_ends_the_workers_and_the_waiting() -> None:
    """A bot that stops leaves no process behind, and lets nobody wait for a picture that won't come."""
    async with RenderPool(1) as pool:
        await until(lambda: len(pool.pids) == 1)
        pids = pool.pids
        asked = [asyncio.create_task(pool.render(poisoned(time.sleep, 3600), timeout=_PATIENCE)) for _ in range(2)]
        await asyncio.sleep(0)

    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["The chart can't be drawn: the bot is shutting down."] * 2
    assert not any(is_running(pid) for pid in pids)
    with pytest.raises(RenderError, match="shutting down"):
        await pool.render(revenue())


_BOT = """
import asyncio, sys
from dataclasses import replace
from pathlib import Path
from charts import RenderPool
from charts.examples import executive, ltv_to_cac

class Poison:
    def __reduce__(self):
        return exec, (f"import pathlib, time; pathlib.Path({sys.argv[1]!r}).touch(); time.sleep(3600)",)

async def main():
    async with RenderPool(2) as pool:
        hanging = asyncio.create_task(pool.render(replace(ltv_to_cac(), notes=(Poison(),)), 3600))
        while len(pool.pids) < 2 or not Path(sys.argv[1]).exists():
            await asyncio.sleep(0.01)
        print(*pool.pids, flush=True)
        await hanging

asyncio.run(main())
"""


async def test_workers_die_with_a_bot_that_is_killed(tmp_path: Path) -> None:
    """A bot that is killed leaves no worker behind, idle or in the middle of a picture that hangs."""
    command = (sys.executable, "-c", _BOT, str(tmp_path / "hangs"))
    bot = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert bot.stdout is not None
    pids = [int(pid) for pid in (await bot.stdout.readline()).split()]
    assert all(is_running(pid) for pid in pids)

    bot.kill()
    await bot.wait()

    await until(lambda: not any(is_running(pid) for pid in pids))
    assert len(pids) == 2


def test_workers_know_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that draws pictures can't leak a token that it was never given."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-not-for-workers")
    monkeypatch.setenv("DATABASE_URL", "postgresql://not-for-workers")

    given = _environment()

    assert not {"SLACK_BOT_TOKEN", "DATABASE_URL"} & set(given)
    assert "PATH" in given

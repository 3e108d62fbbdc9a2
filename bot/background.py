"""Work that goes on after Slack was acknowledged: kept from being collected, and finished before the bot ends."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger("kpibot.background")


class Background:
    """The tasks that are going on."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it from now on."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def finish(self, within: float) -> None:
        """Wait for what goes on, and stop what takes longer."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("background work failed", exc_info=task.exception())

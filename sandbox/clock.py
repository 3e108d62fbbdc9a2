"""The workspace's clock: the system's, or one that a test moves by hand."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; everything in the workspace that takes time asks this."""

    def now(self) -> datetime:
        """The present moment, aware of its zone."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once that many seconds have passed on this clock."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait in real time."""
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until `advance` is called, so that no test waits for a deadline in real time."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The moment the clock was last moved to, in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been moved that far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + timedelta(seconds=seconds), waking))
        await waking

    @property
    def sleepers(self) -> int:
        """How many are waiting on this clock: a test waits for its sleeper before it moves the clock."""
        return sum(not waking.done() for _, waking in self._sleepers)

    def advance(self, seconds: float) -> None:
        """Move the clock forward and wake whoever is due."""
        self._now += timedelta(seconds=seconds)
        due = [waking for at, waking in self._sleepers if at <= self._now]
        self._sleepers = [(at, waking) for at, waking in self._sleepers if at > self._now]
        for waking in due:
            if not waking.done():
                waking.set_result(None)

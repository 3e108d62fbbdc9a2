"""Who waits for the workspace to change is woken when it does."""

import asyncio


class Changes:
    """A counter of changes that can be waited on."""

    def __init__(self) -> None:
        self.revision = 0
        self._waiting: list[asyncio.Future[None]] = []

    def touch(self) -> None:
        """Something changed: wake everyone who waits."""
        self.revision += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def after(self, revision: int) -> int:
        """Wait until the counter has passed `revision`, and return where it stands."""
        while self.revision <= revision:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future
        return self.revision

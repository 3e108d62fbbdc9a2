"""Hears of a snapshot at the moment that it is published, on a connection of its own; looking covers what it misses."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from bot.log_lines import log_line
from store.announcing import CHANNEL

_log = logging.getLogger("kpibot.news")
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
# A firewall may drop an idle connection without a word: the system finds out within a minute and a half.
_LASTING: dict[str, str | int] = {
    "application_name": "kpibot listen",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 15,
    "keepalives_count": 4,
}


@asynccontextmanager
async def listening(url: SecretStr | None, hear: Callable[[], None]) -> AsyncIterator[None]:
    """`hear` is called whenever something may have been published, for as long as the block runs."""
    if url is None:
        yield
        return
    task = asyncio.create_task(_listen_for_ever(url, hear))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _listen_for_ever(url: SecretStr, hear: Callable[[], None]) -> None:
    failures = 0

    def heard() -> None:
        nonlocal failures
        failures = 0
        hear()

    while True:
        try:
            await _listen(url, heard)
            reason = "the connection ended"
        except psycopg.Error as failed:
            # The text of a refusal names the user and the host.
            reason = type(failed).__name__
        pause = PAUSES[min(failures, len(PAUSES) - 1)]
        failures += 1
        log_line(_log, logging.WARNING, "not listening", reason=reason, retry_seconds=pause)
        await asyncio.sleep(pause)


async def _listen(url: SecretStr, heard: Callable[[], None]) -> None:
    address = make_conninfo(url.get_secret_value(), **_LASTING)
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        log_line(_log, logging.INFO, "listening")
        # Whatever was published before is not told again.
        heard()
        async with aclosing(connection.notifies()) as notices:
            async for _ in notices:
                heard()

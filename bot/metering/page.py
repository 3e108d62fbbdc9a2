"""The page that Prometheus reads: at an address of this machine, loopback unless somebody says otherwise."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.log_lines import log_line
from bot.receiving.address import Address
from bot.settings import SettingsError

PATH = "/metrics"
_log = logging.getLogger("kpibot.metrics")


@asynccontextmanager
async def metrics_page(address: Address | None, registry: CollectorRegistry) -> AsyncIterator[int | None]:
    """The page is there inside, at the port that is told; none where there is no address. Raises SettingsError."""
    if address is None:
        yield None
        return

    async def page(_request: web.Request) -> web.Response:
        body = await asyncio.to_thread(generate_latest, registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get(PATH, page)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(f"KPIBOT_METRICS: nothing can listen at {address} ({error.strerror})") from None
    port = runner.addresses[0][1]
    log_line(_log, logging.INFO, "metrics are shown", host=address.host, port=port)
    try:
        yield port
    finally:
        await runner.cleanup()

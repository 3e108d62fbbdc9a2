"""The companies that run: each as if it were alone, with its own database, and ended without touching another."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bot.blocking import in_thread
from bot.company_database import open_company_database
from bot.hub.router import Router, TeamArrivals
from bot.hub.threaded import ThreadedInstallations
from bot.log_lines import log_line
from bot.receiving.wiring import SlackSide
from bot.service import run_company
from bot.settings import Settings
from charts import RenderPool

_log = logging.getLogger("kpibot.hub")


@dataclass(frozen=True)
class Companies:
    """Starts and ends them. A workspace that installs the app without having a file is told so in the log."""

    settings: Mapping[str, Settings]
    installations: ThreadedInstallations
    router: Router
    pool: RenderPool
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def start_all(self) -> None:
        """Each company whose workspace has the app."""
        for team in self.settings:
            await self.start(team)

    async def start(self, team: str) -> None:
        """Run it, with the token that it has now."""
        await self.stop(team)
        settings, bot = (
            self.settings.get(team),
            await self.installations.bot_of(team),
        )
        if settings is None:
            do = f"put {team}.env into KPIBOT_COMPANIES and restart"
            log_line(_log, logging.ERROR, "a workspace has no database", team=team, do=do)
        elif bot is None or not bot.bot_token:
            log_line(_log, logging.INFO, "the app is not installed", team=team)
        else:
            self.running[team] = asyncio.create_task(self._run(team, settings, str(bot.bot_token)))

    async def stop(self, team: str) -> None:
        """End it; what it owes stays owed in its database."""
        task = self.running.pop(team, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            log_line(_log, logging.INFO, "company ended", team=team)

    async def close(self) -> None:
        """End all of them."""
        await asyncio.gather(*(self.stop(team) for team in list(self.running)))

    async def end(self, team: str) -> None:
        """The app is gone from the workspace: nothing is delivered any more, and its token is forgotten."""
        await self.stop(team)
        await self.installations.async_forget(team)

    async def _run(self, team: str, settings: Settings, token: str) -> None:
        try:
            async with AsyncExitStack() as stack:
                opened = open_company_database(settings)
                database = await in_thread(opened.__enter__)
                stack.callback(opened.__exit__, None, None, None)
                log_line(_log, logging.INFO, "company runs", team=team)
                await run_company(database, settings, SlackSide(token, TeamArrivals(self.router, team)), self.pool)
        except Exception as error:  # noqa: BLE001  # one company's trouble is no other's
            log_line(_log, logging.CRITICAL, "company failed", team=team, error=type(error).__name__)

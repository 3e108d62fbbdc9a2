"""The bot as a service: everything that runs beside each other for one company, until it is told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bot.access.roster import Roster
from bot.alerting.desk import AlertDesk
from bot.alerting.hands import Hands
from bot.alerting.running import Alerts
from bot.answering import Answering
from bot.app import run_bot
from bot.clockwork import clockwork
from bot.dashboards import CompanyDashboards
from bot.delivery.wiring import Outbox
from bot.digest.desk import DigestDesk
from bot.digest.previewing import DigestPreviews
from bot.listening import listening
from bot.metering.meters import Meters
from bot.metering.page import metrics_page
from bot.metering.standing import Caches, Standing
from bot.news import News, news_in
from bot.pacing import Pacing
from bot.parts import Part
from bot.receiving.wiring import SlackSide, database_answers
from bot.records import Records, records_in
from bot.refreshing.wiring import refreshing_in
from bot.settings import Settings
from bot.worker import run_worker
from charts import RenderPool
from etl.leases import this_process
from store.database import Database


async def serve(database: Database, settings: Settings, slack: SlackSide, part: Part = Part.ALL) -> None:
    """Be that part of a company's bot until SIGINT or SIGTERM."""
    async with RenderPool(workers=2) as pool:
        await until_stopped(asyncio.create_task(run_company(database, settings, slack, pool, part)))


async def run_company(
    database: Database, settings: Settings, slack: SlackSide, pool: RenderPool, part: Part = Part.ALL
) -> None:
    """Be that part of a company's bot until cancelled."""
    company = _Company(database, settings, slack)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(metrics_page(settings.metrics, company.meters.registry))
        news = news_in(database)
        if part.works:
            await stack.enter_async_context(company.clockwork(news))
        await stack.enter_async_context(listening(settings.listen_url, news.hint))
        await (company.bot(pool, news, delivers=part.works) if part.hears else company.worker(pool))


@dataclass(frozen=True)
class _Company:
    """What the parts of one company's bot have in common."""

    database: Database
    settings: Settings
    slack: SlackSide

    @cached_property
    def answering(self) -> Answering:
        of = self.settings
        return Answering(self.database, of.zone, of.currency, _now, of.catalogue, of.holidays)

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.settings.access)

    @cached_property
    def meters(self) -> Meters:
        meters = Meters()
        meters.registry.register(Standing(self.database))
        meters.registry.register(Caches(self.answering.caches))
        return meters

    @cached_property
    def desk(self) -> DigestDesk:
        of, sight_in = self.settings, self.roster.sight_in
        return DigestDesk(self.database, of.zone, of.currency, of.digests, of.catalogue, sight_in=sight_in)

    @cached_property
    def alerts(self) -> Alerts:
        return Alerts(self.answering, self.settings.alerts, self.settings.access)

    @cached_property
    def hands(self) -> Hands:
        return Hands(self.database, self.settings.response, self.alerts.rules)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.database, self.settings.owners, this_process())

    @property
    def records(self) -> Records:
        return records_in(
            self.database,
            _now,
            self.settings.zone,
            previews=DigestPreviews(self.desk, self.answering).of,
            owners=self.settings.owners,
            alerts=AlertDesk(self.alerts).of,
            hands=self.hands,
            paper=self.settings.paper,
            observe=self.meters.question,
            pacing=Pacing(self.settings.per_person, self.settings.per_channel),
        )

    def clockwork(self, news: News) -> AbstractAsyncContextManager[None]:
        """What comes by itself."""
        return clockwork(
            self.database,
            self.settings,
            answering=self.answering,
            desk=self.desk,
            alerts=self.alerts,
            hands=self.hands,
            news=news,
            roster=self.roster,
        )

    def bot(self, pool: RenderPool, news: News, *, delivers: bool) -> Coroutine[None, None, None]:
        """What hears people, and delivers where nobody else does."""
        return run_bot(
            self.answering,
            pool,
            self.records,
            news,
            refreshing=refreshing_in(self.database, self.settings.company, _now, self.settings.refreshers),
            dashboards=CompanyDashboards(self.answering),
            outbox=self.outbox if delivers else None,
            bot_token=self.slack.bot_token,
            arrivals=self.slack.arrivals,
            readiness=database_answers(self.database),
            api_url=self.settings.slack_api_url,
            roster=self.roster,
        )

    def worker(self, pool: RenderPool) -> Coroutine[None, None, None]:
        """What delivers, and hears nobody."""
        token, api_url = self.slack.bot_token, self.settings.slack_api_url
        return run_worker(self.answering, pool, self.outbox, self.roster, bot_token=token, api_url=api_url)


def _now() -> datetime:
    return datetime.now(UTC)


async def until_stopped(bot: asyncio.Task[None]) -> None:
    """Wait for SIGINT or SIGTERM and end the bot then; an error that ends it before is the caller's to show."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({bot, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if bot.done():
        bot.result()
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)

"""The bot as a service: everything that runs beside each other for one company, until it is told to stop."""

import asyncio
import signal
from contextlib import AsyncExitStack
from datetime import UTC, datetime

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
from bot.news import news_in
from bot.receiving.wiring import SlackSide, database_answers
from bot.records import records_in
from bot.refreshing.wiring import refreshing_in
from bot.settings import Settings
from charts import RenderPool
from etl.leases import this_process
from store.database import Database


async def serve(database: Database, settings: Settings, slack: SlackSide) -> None:
    """Answer in Slack and keep the numbers fresh until SIGINT or SIGTERM."""
    answering = Answering(database, settings.zone, settings.currency, _now, settings.catalogue, settings.holidays)
    news = news_in(database)
    roster = Roster(settings.access)
    desk = DigestDesk(
        database, settings.zone, settings.currency, settings.digests, settings.catalogue, sight_in=roster.sight_in
    )
    alerts = Alerts(answering, settings.alerts, settings.access)
    hands = Hands(database, settings.response, alerts.rules)
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(RenderPool(workers=2))
        await stack.enter_async_context(
            clockwork(
                database, settings, answering=answering, desk=desk, alerts=alerts, hands=hands, news=news, roster=roster
            )
        )
        await stack.enter_async_context(listening(settings.listen_url, news.hint))
        bot = asyncio.create_task(
            run_bot(
                answering,
                pool,
                records_in(
                    database,
                    _now,
                    settings.zone,
                    previews=DigestPreviews(desk, answering).of,
                    owners=settings.owners,
                    alerts=AlertDesk(alerts).of,
                    hands=hands,
                    paper=settings.paper,
                ),
                news,
                refreshing=refreshing_in(database, settings.company, _now, settings.refreshers),
                dashboards=CompanyDashboards(answering),
                outbox=Outbox(database, settings.owners, this_process()),
                bot_token=slack.bot_token,
                arrivals=slack.arrivals,
                readiness=database_answers(database),
                api_url=settings.slack_api_url,
                roster=roster,
            )
        )
        await until_stopped(bot)


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

"""What runs by the clock, and not because somebody asks: runs, digests, corrections, alerts, the audit of promises."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from zoneinfo import ZoneInfo

from bot.access.roster import Roster
from bot.alerting.hands import Hands
from bot.alerting.running import Alerts, alerted
from bot.answering import Answering
from bot.auditing.auditor import Auditor, audits
from bot.auditing.outside import Outside
from bot.corrections.correcting import Corrections
from bot.corrections.following import corrected
from bot.digest.desk import DigestDesk
from bot.digest.promised import promised_digests
from bot.digest.schedule import scheduled_digests
from bot.journal.housekeeping import Housekeeping
from bot.news import News
from bot.scheduled_runs import scheduled_runs
from bot.settings import Settings
from bot.subscriptions.poster import Poster
from bot.subscriptions.promised import promised_subscriptions
from bot.subscriptions.waking import posts_subscriptions
from bot.waking import woken
from etl.leases import this_process
from store.database import Database


@asynccontextmanager
async def clockwork(
    database: Database,
    settings: Settings,
    *,
    answering: Answering,
    desk: DigestDesk,
    alerts: Alerts,
    hands: Hands,
    news: News,
    roster: Roster,
) -> AsyncIterator[None]:
    """All of it, while the block runs, on any number of replicas; each on a thread of its own, so none waits long."""
    corrections = Corrections(database, answering, settings.correction_tolerance, this_process(), roster.sight_in)
    outside = Outside(settings.audit_webhook, settings.heartbeat_url)
    promises = (promised_digests(settings.digests, settings.zone), promised_subscriptions)
    auditor = Auditor(database, ZoneInfo(settings.zone), promises, settings.owners, outside, this_process())
    async with AsyncExitStack() as stack:
        stack.enter_context(scheduled_runs(database, settings.company, this_process()))
        stack.enter_context(scheduled_digests(desk))
        stack.enter_context(woken([posts_subscriptions(Poster(database, answering, settings.zone, roster.sight_in))]))
        await stack.enter_async_context(corrected(corrections, news))
        await stack.enter_async_context(alerted(alerts, hands, news))
        stack.enter_context(woken([audits(auditor), Housekeeping(database, settings.audit_days).wake]))
        yield

"""Rules are looked at after each new snapshot, and every minute: days close, mutes end, and rules are changed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from alerts.looking import Look, look
from alerts.rules_kept import read_rules
from alerts.watching import Watched, default_rules
from bot.access.policy import Policy
from bot.alerting.guards import Guards
from bot.alerting.hands import Hands
from bot.alerting.telling import tell
from bot.answering import Answering
from bot.blocking import in_thread
from bot.log_lines import log_line
from bot.news import IsNewest, News
from bot.waking import Wake, woken

EVERY = timedelta(minutes=1)
_PAUSE_SECONDS = 5.0
_log = logging.getLogger("kpibot.alerts")


@dataclass(frozen=True)
class Alerts:
    """Judges a company's rules. On any number of replicas at once: one tells. `place`: where the default rules go."""

    answering: Answering
    place: str | None = None
    policy: Policy = field(default_factory=Policy)

    def look(self) -> Look | None:
        """Look once; None where nothing is new. It blocks."""
        looked = look(self.answering.view(), self.rules(), tell)
        for course in looked.courses if looked else ():
            for event in course.events:
                facts = {"rule": course.key, "part": course.part, "day": event.day, "severity": event.severity}
                log_line(_log, logging.INFO, f"alert {event.what}", **facts, reason=event.reason)
        return looked

    def rules(self) -> tuple[Watched, ...]:
        """What is watched now."""
        with self.answering.database.read() as connection:
            rules = read_rules(connection, self.declared(), self.place)
        return tuple(replace(each, place=permitted_place(self.policy, each.metric, each.place)) for each in rules)

    def declared(self) -> tuple[Watched, ...]:
        """The default rules, as the company's assumptions have their levels."""
        return default_rules(self.answering.catalogue.values(), None)


def permitted_place(policy: Policy, metric: str, place: str | None) -> str | None:
    """Where an alert of a metric goes: what a group keeps goes to its own channel; nowhere, where it has none."""
    keepers = policy.keeping(metric)
    if place is None or not keepers or any(place in group.members for group in keepers):
        return place
    return next((channel for group in keepers for channel in group.channels), None)


@dataclass(frozen=True)
class AlertsFollowing:
    """Follows the news."""

    alerts: Alerts
    name: str = "alerts"

    async def catch_up(self, is_newest: IsNewest) -> bool:  # noqa: ARG002  # one look takes all that is published
        """Look at what is published."""
        await in_thread(self.alerts.look)
        return True


@asynccontextmanager
async def alerted(alerts: Alerts, hands: Hands, news: News) -> AsyncIterator[None]:
    """The rules are looked at, and what nobody takes up is watched over, for as long as the block runs."""
    following = asyncio.create_task(news.keep_up(AlertsFollowing(alerts), _PAUSE_SECONDS))
    guards = Guards(alerts.answering, alerts.place)
    try:
        with woken([Wake(_safely(job), EVERY) for job in (alerts.look, hands.watch, guards.look)]):
            yield
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


def _safely(job: Callable[[], object]) -> Callable[[], None]:
    """A failure is logged for the operator, and the next look tries again."""

    def safe() -> None:
        try:
            job()
        except SQLAlchemyError as failed:
            log_line(_log, logging.ERROR, "alerts not looked for", reason=type(failed).__name__)

    return safe

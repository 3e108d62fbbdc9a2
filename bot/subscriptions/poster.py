"""Owes each subscription's answer when it is due: once, on any number of replicas."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.access.limited import LimitedAnswers
from bot.access.policy import SightIn, everybody
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.exhibits import Answers, look_up
from bot.log_lines import log_line
from bot.status import owed_runs
from bot.subscriptions.book import pause_because, read_active, settle
from bot.subscriptions.due import Due
from bot.subscriptions.owing import Occurrence, owe_notice, owe_overtaken, owed_answer
from bot.subscriptions.subscription import Subscription
from bot.views.subscription_posts import late_text
from etl.leases import briefly
from etl.schedule.owed import owed_dates
from store.clock import current_moment
from store.database import Database
from store.owing import OwedMessage, owe

# For the night's run, where that is late: nine o'clock's comes at half past ten at the latest, and says so.
WAITS_FOR = timedelta(minutes=90)
# What comes within a quarter of an hour is on time.
LATE = timedelta(minutes=15)
_NOT_UNDERSTOOD = "its words are understood no more"
_RUN_IS_OWED = "Last night's run is not done: see /kpi status."
_log = logging.getLogger("kpibot.subscriptions")


@dataclass(frozen=True)
class DueSubscription:
    """One that has to be answered now, for the last of these times. `is_run_owed`: the numbers are last night's."""

    subscription: Subscription
    dues: tuple[Due, ...]
    now: datetime
    is_run_owed: bool

    @property
    def due(self) -> Due:
        """The one that is posted: nobody wants those of three days at once."""
        return self.dues[-1]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What must be said of its time."""
        is_late = self.now - self.due.at >= LATE
        late = (late_text(self.subscription, self.due),) if is_late else ()
        return (*late, *((_RUN_IS_OWED,) if self.is_run_owed else ()))


@dataclass(frozen=True)
class Poster:
    """Answers what is due, from the newest snapshot. It blocks. `zone`: the company's."""

    database: Database
    answers: Answers
    zone: str
    sight_in: SightIn = everybody

    def owe_what_is_due(self) -> Iterator[OwedMessage]:
        """Owe each; what was owed by this call. One that fails keeps no other from being posted."""
        for due in self.due():
            try:
                owed = self.owe(due)
            except Exception as error:  # noqa: BLE001  # the last net: a subscription that can't be answered is one of many
                facts = {"subscription": due.subscription.id, "error": type(error).__name__}
                log_line(_log, logging.CRITICAL, "subscription not answered", **facts)
            else:
                yield from (owed,) if owed else ()

    def due(self) -> tuple[DueSubscription, ...]:
        """Those that have to be answered now. What can wait for the night's run is not among them."""
        with self.database.read() as connection:
            now, runs = current_moment(connection), owed_runs(connection, self.zone)
            unsettled = [(each, each.unsettled(now)) for each in read_active(connection)]
        found = (
            DueSubscription(subscription, dues, now, _night_of(dues[-1].at, self.zone) in runs)
            for subscription, dues in unsettled
            if dues
        )
        return tuple(each for each in found if not each.is_run_owed or now >= each.due.at + WAITS_FOR)

    def owe(self, due: DueSubscription) -> OwedMessage | None:
        """Owe its answer, and settle it; None where somebody else did, or it was paused or removed meanwhile."""
        subscription = due.subscription
        reply = read_command(subscription.words, all_commands())
        if not isinstance(reply, Show):
            self._pause(due)
            return None
        found = look_up(reply.shown, LimitedAnswers(self.answers, self.sight_in(subscription.channel)))
        owed = owed_answer(Occurrence(subscription, due.due, reply.shown, found, due.remarks), due.now)
        with briefly(self.database) as connection:
            if not settle(connection, subscription, due.due.local_date):
                return None
            for missed in due.dues[:-1]:
                owe_overtaken(connection, subscription, missed, due.due)
            return owed if owe(connection, owed) is not None else None

    def _pause(self, due: DueSubscription) -> None:
        with briefly(self.database) as connection:
            if pause_because(connection, due.subscription, _NOT_UNDERSTOOD):
                owe_notice(connection, due.subscription, due.now)
                facts = {"subscription": due.subscription.id, "words": due.subscription.words}
                log_line(_log, logging.WARNING, "subscription not understood", **facts)


def _night_of(at: datetime, zone: str) -> date:
    """The local date whose nightly run brings the newest numbers that can be had at a moment."""
    return owed_dates(at, ZoneInfo(zone))[-1]

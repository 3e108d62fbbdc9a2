"""A question that was typed on a terminal -> its numbers."""

from datetime import UTC, date, datetime
from functools import partial

from bot.answering import Answering
from bot.company_database import open_company_database
from bot.exhibits import Found, look_up
from bot.settings import Settings
from bot.shown import Showable
from metrics.engine import AsOf


def looked_up(settings: Settings, shown: Showable, until: datetime | None, snapshot: int | None) -> Found:
    """What is asked, from the company's database. `until`: the latest day that may count; `snapshot`: an older one."""
    with open_company_database(settings) as database:
        now = partial(datetime.now, UTC)
        answering = Answering(database, settings.zone, settings.currency, now, settings.catalogue, settings.holidays)
        return look_up(shown, answering, _day(until), AsOf(snapshot) if snapshot else None)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None

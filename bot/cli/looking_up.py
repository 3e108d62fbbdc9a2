"""A question that was typed on a terminal -> its numbers."""

from datetime import UTC, date, datetime
from functools import partial
from getpass import getuser

from bot.access.limited import LimitedAnswers, kept_for
from bot.access.policy import COMMAND_LINE, Sight
from bot.access.topics import topics_of
from bot.answering import Answering
from bot.company_database import open_company_database
from bot.exhibits import Found, look_up
from bot.journal.book import Journal
from bot.journal.entry import Entry, Kind
from bot.log_lines import question_code
from bot.settings import Settings
from bot.shown import Showable
from metrics.engine import AsOf


class KeptError(Exception):
    """What is asked is for some group alone, and who uses the command line is not in it."""


def terminal_sight(settings: Settings) -> Sight:
    """What may be seen on a terminal."""
    return Sight(settings.access, settings.access.with_member(COMMAND_LINE))


def looked_up(settings: Settings, shown: Showable, until: datetime | None, snapshot: int | None) -> Found:
    """What is asked, from the company's database. `until`: the latest day that may count; `snapshot`: an older one.

    Raises KeptError.
    """
    topics, sight = topics_of(shown), terminal_sight(settings)
    is_kept = bool(topics) and sight.hidden(topics) == topics
    with open_company_database(settings) as database:
        outcome = "refused" if is_kept else "answered"
        Journal(database).write(Entry(Kind.TERMINAL, _who(), None, shown.words, outcome, question_code()))
        if is_kept:
            kept = kept_for(min(topics), sight)
            raise KeptError(f"{shown.title} is {kept}: name {COMMAND_LINE} in KPIBOT_ACCESS for the command line.")
        now = partial(datetime.now, UTC)
        answering = Answering(database, settings.zone, settings.currency, now, settings.catalogue, settings.holidays)
        return look_up(shown, LimitedAnswers(answering, sight), _day(until), AsOf(snapshot) if snapshot else None)


def _who() -> str:
    """Whose account of this machine it is."""
    try:
        return f"{COMMAND_LINE}:{getuser()}"
    except (KeyError, OSError):
        return COMMAND_LINE


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None

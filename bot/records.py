"""Everything that the bot keeps, and reads beside numbers."""

from dataclasses import dataclass

from bot.answering import Clock
from bot.home.home import HomeMemory
from bot.home.kept_views import HomeViews
from bot.home.viewers import Viewers
from bot.posted_answers import PostedAnswers
from bot.remembering import PeoplesMemory, PostedMemory
from bot.status import Statuses, read_status
from store.database import Database


@dataclass(frozen=True)
class Records:
    """What is kept, each behind the promise of who uses it."""

    posted: PostedMemory
    people: PeoplesMemory
    homes: HomeMemory
    statuses: Statuses


def records_in(database: Database, clock: Clock, zone: str) -> Records:
    """Kept in the company's database; a day is one of the company's zone."""
    return Records(
        PostedAnswers(database, clock),
        Viewers(database, clock),
        HomeViews(database, clock, zone),
        lambda: read_status(database, zone, clock()),
    )

"""Everything that the bot keeps, and reads beside numbers."""

from dataclasses import dataclass

from bot.answering import Clock
from bot.digest.previewing import no_previews
from bot.digest.telling import Previews
from bot.home.home import HomeMemory
from bot.home.kept_views import HomeViews
from bot.home.viewers import Viewers
from bot.live.following import LiveMemory
from bot.live.kept_messages import LiveMessages
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
    live: LiveMemory
    statuses: Statuses
    previews: Previews = no_previews


def records_in(database: Database, clock: Clock, zone: str, previews: Previews = no_previews) -> Records:
    """Kept in the company's database; a day is one of the company's zone."""
    return Records(
        posted=PostedAnswers(database, clock),
        people=Viewers(database, clock),
        homes=HomeViews(database, clock, zone),
        live=LiveMessages(database, clock),
        statuses=lambda: read_status(database, zone, clock()),
        previews=previews,
    )

"""Everything that the bot keeps, and reads beside numbers."""

from dataclasses import dataclass, field

from bot.alerting.desk import no_alerts
from bot.alerting.hands import Hands
from bot.answering import Clock
from bot.deliveries import DeliveriesSeen, IsFirst, always_first
from bot.digest.previewing import no_previews
from bot.exporting.making import Stationery
from bot.exporting.paper import Paper
from bot.home.home import HomeMemory
from bot.home.kept_views import HomeViews
from bot.home.viewers import Viewers
from bot.journal.book import Journal
from bot.journal.desk import Audits, JournalDesk, no_journal
from bot.journal.keeping import Keeper
from bot.live.following import LiveMemory
from bot.live.kept_messages import LiveMessages
from bot.metering.meters import Observe, unobserved
from bot.notes.book import NoteBook
from bot.notes.desk import NoteDesk, TellOfNotes, no_notes
from bot.pacing import Pacing
from bot.posted_answers import PostedAnswers
from bot.remembering import PeoplesMemory, PostedMemory
from bot.replying import TellOfAlerts
from bot.status import Statuses, read_status
from bot.subscriptions.book import SubscriptionBook
from bot.subscriptions.desk import Desks, SubscriptionDesk, no_subscriptions
from bot.whispering import Previews
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
    subscriptions: Desks = no_subscriptions
    alerts: TellOfAlerts = no_alerts
    hands: Hands | None = None
    audits: Audits = no_journal
    notes: TellOfNotes = no_notes
    journal: Keeper = field(default_factory=Keeper)
    is_first: IsFirst = always_first
    observe: Observe = unobserved
    pacing: Pacing | None = None
    stationery: Stationery = field(default_factory=Stationery)


def records_in(
    database: Database,
    clock: Clock,
    zone: str,
    *,
    previews: Previews = no_previews,
    owners: frozenset[str] = frozenset(),
    alerts: TellOfAlerts = no_alerts,
    hands: Hands | None = None,
    paper: Paper = Paper.LETTER,
    observe: Observe = unobserved,
    pacing: Pacing | None = None,
) -> Records:
    """Kept in the company's database; a day is one of the company's zone."""
    book = SubscriptionBook(database)
    return Records(
        posted=PostedAnswers(database, clock),
        people=Viewers(database, clock),
        homes=HomeViews(database, clock, zone),
        live=LiveMessages(database, clock),
        statuses=lambda: read_status(database, zone, clock()),
        previews=previews,
        subscriptions=lambda slack: SubscriptionDesk(book, slack, zone, owners),
        alerts=alerts,
        hands=hands,
        audits=JournalDesk(Journal(database), owners, zone).of,
        notes=NoteDesk(NoteBook(database), zone, clock, owners).of,
        journal=Keeper(Journal(database).write),
        is_first=DeliveriesSeen(database).is_first,
        observe=observe,
        pacing=pacing,
        stationery=Stationery(paper, zone, clock),
    )

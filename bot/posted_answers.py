"""Which question each message of the bot answers, kept in the database.

Slack would tell from a conversation's history, but reading that takes a scope that opens the whole conversation.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from bot.answering import Clock
from bot.live.content import LiveContent
from bot.spot import Spot
from store.database import Database
from store.tables import posted_answers

# In a conversation without threads: after that, what is said is about something else.
GOES_ON_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Posted:
    """What a message answers, from which snapshot, and when it was posted or edited.

    `through`: the latest day that counts in it, where it follows the numbers of its days.
    """

    words: str
    snapshot: int | None = None
    posted_at: datetime | None = None
    through: date | None = None


@dataclass(frozen=True)
class PostedAnswers:
    """Remembers questions as words. It blocks: from an event loop call it in a thread."""

    database: Database
    clock: Clock

    def remember(self, spot: Spot, words: str, snapshot: int | None, live: LiveContent | None = None) -> None:
        """The message there answers this now, whatever it answered before; it follows the numbers where it is live."""
        content = {"words": words, "snapshot_id": snapshot, "posted_at": self.clock(), **_columns_of(live)}
        row = {"channel": spot.channel, "ts": spot.ts, "thread_ts": spot.thread_ts, **content}
        statement = insert(posted_answers).values(row)
        with self.database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["channel", "ts"], set_=content))

    def at(self, channel: str, ts: str) -> Posted | None:
        """What the message there answers; None where it is no answer."""
        return self._latest(posted_answers.c.channel == channel, posted_answers.c.ts == ts)

    def in_thread(self, channel: str, thread_ts: str) -> Posted | None:
        """What the latest answer of a thread answers, the message above the thread included."""
        belongs = or_(posted_answers.c.ts == thread_ts, posted_answers.c.thread_ts == thread_ts)
        return self._latest(posted_answers.c.channel == channel, belongs)

    def lately(self, channel: str) -> Posted | None:
        """What the newest answer of a conversation answers, where it is not older than one goes on from."""
        since = self.clock() - GOES_ON_FOR
        return self._latest(posted_answers.c.channel == channel, posted_answers.c.posted_at >= since)

    def _latest(self, *conditions: ColumnElement[bool]) -> Posted | None:
        table = posted_answers.c
        query = select(table.words, table.snapshot_id, table.posted_at, table.as_of).where(*conditions)
        with self.database.read() as connection:
            row = connection.execute(query.order_by(table.ts.desc()).limit(1)).first()
        return Posted(*row) if row else None


def _columns_of(live: LiveContent | None) -> dict[str, object]:
    """What the message shows, and nobody's claim: what is on its way to it is about what it showed before."""
    if live is None:
        return {"is_live": False, "claimed_at": None}
    shown = {"shows": live.words, "as_of": live.as_of, "headlines": live.headlines, "mark": live.mark}
    return {**shown, "is_live": True, "turn": live.turn, "claimed_at": None}

"""Live messages as the database remembers them, and whose turn it is to edit one: each is edited by one replica."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, func, or_, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from bot.answering import Clock
from bot.live.content import LiveContent
from bot.spot import Spot
from store.database import Database
from store.tables import posted_answers, snapshots

# Who scrolls back further reads history, which nobody wants changed.
LIVES_FOR = timedelta(hours=24)
MOST = 50
# Whoever posted or clicked it may still be putting its picture in.
SETTLES_AFTER = timedelta(seconds=75)
# A replica that has not edited a message by then is dead, or Slack is: the next one tries.
CLAIM_LASTS = timedelta(minutes=3)
_columns = posted_answers.c


@dataclass(frozen=True)
class TakenMessage:
    """A message that shows an older snapshot, claimed at a moment by whoever holds this."""

    spot: Spot
    content: LiveContent
    claimed_at: datetime


@dataclass(frozen=True)
class LiveMessages:
    """Keeps them. It blocks: from an event loop call it in a thread."""

    database: Database
    clock: Clock

    def take(self) -> TakenMessage | None:
        """The newest message that shows an older snapshot and is claimed by nobody: it is the caller's to edit."""
        now = self.clock()
        is_free = or_(_columns.claimed_at.is_(None), _columns.claimed_at < now - CLAIM_LASTS)
        settled = _columns.posted_at < now - SETTLES_AFTER
        outdated = self._outdated(now).where(is_free, settled).order_by(_columns.posted_at.desc()).limit(1)
        # In a subquery the lock could be taken on more rows than the one that is updated.
        one = outdated.with_for_update(skip_locked=True).cte("one")
        statement = update(posted_answers).where(_is_at(one.c.channel, one.c.ts)).values(claimed_at=now)
        with self.database.write() as connection:
            row = connection.execute(statement.returning(posted_answers)).mappings().one_or_none()
        return None if row is None else _taken(row)

    def is_anything_left(self) -> bool:
        """Whether any message shows an older snapshot, settled and free or not."""
        with self.database.read() as connection:
            return connection.execute(self._outdated(self.clock()).limit(1)).first() is not None

    def is_still_taken(self, taken: TakenMessage) -> bool:
        """Whether it is still the caller's: a click since makes it the clicker's."""
        with self.database.read() as connection:
            return connection.execute(select(_columns.ts).where(*_claimed_by(taken))).first() is not None

    def edited(self, taken: TakenMessage, content: LiveContent, snapshot: int) -> None:
        """It shows this now. Where it was clicked meanwhile, on another replica, the edit may have covered what the
        click brought: then that is put there again.
        """
        if not self._end(taken, snapshot_id=snapshot, headlines=content.headlines, mark=content.mark):
            is_clicked = (_columns.is_live, _columns.turn != taken.content.turn)
            self._set(_is_at(taken.spot.channel, taken.spot.ts), *is_clicked, snapshot_id=None, mark="")

    def unchanged(self, taken: TakenMessage, snapshot: int) -> None:
        """It shows what it would show of that snapshot."""
        self._end(taken, snapshot_id=snapshot)

    def given_back(self, taken: TakenMessage) -> None:
        """Nothing was edited; anybody may try."""
        self._end(taken)

    def ended(self, taken: TakenMessage) -> None:
        """It is never edited again, until somebody clicks in it."""
        self._end(taken, is_live=False)

    def _outdated(self, now: datetime) -> Select[Any]:
        alive = (_columns.is_live, _columns.posted_at > now - LIVES_FOR)
        newest = select(_columns.channel, _columns.ts).where(*alive).order_by(_columns.posted_at.desc()).limit(MOST)
        snapshot = select(func.max(snapshots.c.id)).scalar_subquery()
        is_among = tuple_(_columns.channel, _columns.ts).in_(newest)
        return select(_columns.channel, _columns.ts).where(is_among, _columns.snapshot_id.is_distinct_from(snapshot))

    def _end(self, taken: TakenMessage, **values: object) -> bool:
        return self._set(*_claimed_by(taken), claimed_at=None, **values)

    def _set(self, *conditions: ColumnElement[bool], **values: object) -> bool:
        with self.database.write() as connection:
            return connection.execute(update(posted_answers).where(*conditions).values(**values)).rowcount > 0


def _claimed_by(taken: TakenMessage) -> tuple[ColumnElement[bool], ...]:
    is_mine = (_columns.claimed_at == taken.claimed_at, _columns.turn == taken.content.turn)
    return (_is_at(taken.spot.channel, taken.spot.ts), *is_mine)


def _is_at(channel: str | ColumnElement[str], ts: str | ColumnElement[str]) -> ColumnElement[bool]:
    return (_columns.channel == channel) & (_columns.ts == ts)


def _taken(row: RowMapping) -> TakenMessage:
    headlines = tuple((title, number) for title, number in row["headlines"])
    content = LiveContent(row["shows"], row["as_of"], headlines, row["mark"], row["turn"])
    return TakenMessage(Spot(row["channel"], row["ts"], row["thread_ts"]), content, row["claimed_at"])

"""Who may have the numbers brought up to date, and how often: in the database, so that it holds for all replicas."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from bot.answering import Clock
from store.database import Database
from store.tables import refresh_requests

AT_MOST_EVERY = timedelta(minutes=1)


class Why(StrEnum):
    """What came of asking."""

    GRANTED = "granted"
    NOT_ALLOWED = "not allowed"
    TOO_SOON = "too soon"


@dataclass(frozen=True)
class Decision:
    """Whether a person may. `wait`: how long until they may ask again, where that is all there is to it."""

    why: Why
    wait: timedelta = timedelta()

    @property
    def is_granted(self) -> bool:
        """Whether they may, now."""
        return self.why is Why.GRANTED


@dataclass(frozen=True)
class Permits:
    """Decides. It blocks: from an event loop call it in a thread. `refreshers`: who may; none named means everybody."""

    database: Database
    clock: Clock
    refreshers: frozenset[str] = frozenset()

    def decide(self, user: str) -> Decision:
        """Whether they may now; if so, they have."""
        if self.refreshers and user not in self.refreshers:
            return Decision(Why.NOT_ALLOWED)
        now = self.clock()
        asking = insert(refresh_requests).values(user_id=user, asked_at=now)
        granted = asking.on_conflict_do_update(
            index_elements=["user_id"],
            set_={"asked_at": now},
            where=refresh_requests.c.asked_at <= now - AT_MOST_EVERY,
        ).returning(refresh_requests.c.user_id)
        last = select(refresh_requests.c.asked_at).where(refresh_requests.c.user_id == user)
        with self.database.write() as connection:
            if connection.execute(granted).first() is not None:
                return Decision(Why.GRANTED)
            return Decision(Why.TOO_SOON, connection.execute(last).scalar_one() + AT_MOST_EVERY - now)

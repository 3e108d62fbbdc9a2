"""Each person's App Home, as the database remembers it: when they opened it, on which tab, and what it shows."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.answering import Clock
from store.database import Database
from store.tables import home_views, snapshots


@dataclass(frozen=True)
class HomeView:
    """One person's App Home. `channel`: their direct conversation with the bot; `hash`: Slack's for what it shows."""

    user: str
    channel: str
    tab: str
    hash: str | None


@dataclass(frozen=True)
class HomeViews:
    """Keeps them. It blocks: from an event loop call it in a thread."""

    database: Database
    clock: Clock
    zone: str

    def opened(self, user: str, channel: str, first_tab: str, shows: str | None) -> None:
        """They opened it today. It stays on the tab that they chose last; `shows` is the hash that Slack told."""
        now = {"channel": channel, "opened_on": self._today(), "hash": shows, "snapshot_id": _newest()}
        statement = insert(home_views).values(user_id=user, tab=first_tab, **now)
        with self.database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=now))

    def of(self, user: str) -> HomeView | None:
        """Theirs; None for who never opened it."""
        columns = home_views.c
        query = select(columns.user_id, columns.channel, columns.tab, columns.hash).where(columns.user_id == user)
        with self.database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else HomeView(*row)

    def choose(self, user: str, tab: str) -> None:
        """They want to see that tab from now on."""
        self._set(user, tab=tab)

    def published(self, user: str, shows: str) -> None:
        """Slack shows it now, and calls it by this hash."""
        self._set(user, hash=shows)

    def forget_hash(self, user: str, known: str | None) -> None:
        """Slack shows something else than this hash: unless another one is known by now, none is."""
        statement = update(home_views).where(home_views.c.user_id == user, home_views.c.hash == known)
        with self.database.write() as connection:
            connection.execute(statement.values(hash=None))

    def take_outdated(self) -> str | None:
        """Somebody who opened it today, before the newest snapshot: whoever takes them shows them the new numbers.

        Each person is taken once for each snapshot, by one replica.
        """
        columns = home_views.c
        is_outdated = func.coalesce(columns.snapshot_id, 0) < _newest()
        one = select(columns.user_id).where(columns.opened_on == self._today(), is_outdated).limit(1)
        taken = one.with_for_update(skip_locked=True).scalar_subquery()
        statement = update(home_views).where(columns.user_id == taken).values(snapshot_id=_newest())
        with self.database.write() as connection:
            return connection.execute(statement.returning(columns.user_id)).scalar()

    def _set(self, user: str, **values: object) -> None:
        with self.database.write() as connection:
            connection.execute(update(home_views).where(home_views.c.user_id == user).values(**values))

    def _today(self) -> date:
        return self.clock().astimezone(ZoneInfo(self.zone)).date()


def _newest() -> object:
    return select(func.max(snapshots.c.id)).scalar_subquery()

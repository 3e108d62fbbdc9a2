"""What each person asked last, and what they starred, kept in the database as words."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.answering import Clock
from store.database import Database
from store.tables import viewer_questions, viewer_stars

_KEPT = 20


@dataclass(frozen=True)
class Viewers:
    """Remembers people's questions and stars. It blocks: from an event loop call it in a thread."""

    database: Database
    clock: Clock

    def asked(self, user: str, words: str) -> None:
        """They asked this now. The last twenty different questions of a person are kept."""
        statement = insert(viewer_questions).values(user_id=user, words=words, asked_at=self.clock())
        newest = {"asked_at": statement.excluded.asked_at}
        with self.database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["user_id", "words"], set_=newest))
            _forget_older(connection, user)

    def recent(self, user: str, most: int) -> tuple[str, ...]:
        """Their last different questions, the newest first."""
        columns = viewer_questions.c
        query = select(columns.words).where(columns.user_id == user).order_by(columns.asked_at.desc()).limit(most)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def star(self, user: str, words: str) -> None:
        """They want to see this every day."""
        statement = insert(viewer_stars).values(user_id=user, words=words, starred_at=self.clock())
        with self.database.write() as connection:
            connection.execute(statement.on_conflict_do_nothing())

    def unstar(self, user: str, words: str) -> None:
        """They don't any more."""
        statement = delete(viewer_stars).where(viewer_stars.c.user_id == user, viewer_stars.c.words == words)
        with self.database.write() as connection:
            connection.execute(statement)

    def starred(self, user: str) -> tuple[str, ...]:
        """What they starred, in the order in which they did."""
        columns = viewer_stars.c
        query = select(columns.words).where(columns.user_id == user).order_by(columns.starred_at, columns.words)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())


def _forget_older(connection: Connection, user: str) -> None:
    columns = viewer_questions.c
    kept = select(columns.words).where(columns.user_id == user).order_by(columns.asked_at.desc()).limit(_KEPT)
    connection.execute(delete(viewer_questions).where(columns.user_id == user, columns.words.not_in(kept)))

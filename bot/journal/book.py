"""The journal as the database keeps it. It blocks: from an event loop call it in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, insert, or_, select

from bot.journal.entry import MOST_WORDS, Entry, Kind, Written
from store.clock import current_moment, moment
from store.database import Database
from store.tables import journal

_of = journal.c


@dataclass(frozen=True)
class Wanted:
    """Which lines: of the last so many days, of a person, with these letters in what they wanted or what came of it."""

    days: int = 7
    person: str | None = None
    letters: str = ""


@dataclass(frozen=True)
class Found:
    """The newest lines, and how many there are in all."""

    lines: Sequence[Written]
    total: int


@dataclass(frozen=True)
class Journal:
    """Keeps lines in order, and changes none."""

    database: Database

    def write(self, entry: Entry) -> None:
        """Keep a line."""
        values = {
            "at": moment(),
            "kind": entry.kind.value,
            "user_id": entry.user,
            "channel": entry.channel,
            "words": entry.words[:MOST_WORDS].replace("\x00", ""),
            "outcome": entry.outcome[:MOST_WORDS],
            "code": entry.code,
        }
        with self.database.write() as connection:
            connection.execute(insert(journal).values(**values))

    def read(self, wanted: Wanted, most: int) -> Found:
        """The newest of the lines that are wanted."""
        with self.database.read() as connection:
            matching = _matching(wanted, current_moment(connection) - timedelta(days=wanted.days))
            total = connection.execute(select(func.count()).select_from(journal).where(*matching)).scalar_one()
            rows = connection.execute(select(journal).where(*matching).order_by(_of.id.desc()).limit(most)).all()
        lines = [
            Written(row.at, Entry(Kind(row.kind), row.user_id, row.channel, row.words, row.outcome, row.code))
            for row in rows
        ]
        return Found(lines, total)

    def prune(self, days: int) -> int:
        """Take away what is older than so many days; how many lines went."""
        with self.database.write() as connection:
            gone = connection.execute(delete(journal).where(_of.at < current_moment(connection) - timedelta(days=days)))
        return gone.rowcount


def _matching(wanted: Wanted, since: object) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_of.at >= since]
    if wanted.person:
        found.append(_of.user_id == wanted.person)
    if wanted.letters:
        texts = (_of.words, _of.outcome, _of.kind)
        found.append(or_(*(text.icontains(wanted.letters, autoescape=True) for text in texts)))
    return found

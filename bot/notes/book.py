"""Notes as the database keeps them. It blocks: from an event loop call it in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update

from bot.notes.reading import Add
from store.clock import moment
from store.database import Database
from store.tables import notes

_of = notes.c


@dataclass(frozen=True)
class Note:
    """One of them, with its number and whose it is."""

    number: int
    day: date
    text: str
    metric: str | None
    made_by: str


@dataclass(frozen=True)
class NoteBook:
    """Keeps notes. One that is taken away is kept as such: who did it can be told."""

    database: Database

    def add(self, wanted: Add, person: str) -> Note:
        """Write it down; the same note of the same day again is the one that is there."""
        values = {"day": wanted.day, "text": wanted.text, "metric": wanted.metric}
        same = (_of.day == wanted.day, _of.text == wanted.text, _of.metric.is_not_distinct_from(wanted.metric))
        with self.database.write() as connection:
            there = connection.execute(select(_of.id, _of.made_by).where(*same, _of.removed_at.is_(None))).first()
            if there is not None:
                return Note(there.id, wanted.day, wanted.text, wanted.metric, there.made_by)
            made = insert(notes).values(**values, made_by=person, made_at=moment()).returning(_of.id)
            number = connection.execute(made).scalar_one()
            return Note(number, wanted.day, wanted.text, wanted.metric, person)

    def of_number(self, number: int) -> Note | None:
        """The note of that number; None where there is none, or none any more."""
        return next(iter(self._read(_of.id == number)), None)

    def remove(self, number: int, person: str) -> None:
        """Take it away."""
        gone = update(notes).where(_of.id == number, _of.removed_at.is_(None))
        with self.database.write() as connection:
            connection.execute(gone.values(removed_by=person, removed_at=moment()))

    def newest(self, most: int) -> Sequence[Note]:
        """The notes of the latest days, the latest first."""
        return self._read()[:most]

    def _read(self, *conditions: object) -> Sequence[Note]:
        query = select(_of.id, _of.day, _of.text, _of.metric, _of.made_by)
        query = query.where(_of.removed_at.is_(None), *conditions).order_by(_of.day.desc(), _of.id.desc())  # type: ignore[arg-type]  # conditions
        with self.database.read() as connection:
            return [Note(*row) for row in connection.execute(query)]

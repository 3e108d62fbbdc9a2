"""What is published, told by its names alone: while this stays the same, so does every answer about closed days."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from store.database import Database
from store.tables import imports, notes, snapshots


@dataclass(frozen=True)
class State:
    """The last snapshot, the last import and the last that was noted or taken away; a source is connected from its
    first import on, before any run.

    `published_at` tells two snapshots of the same number apart, where a database was emptied and filled anew.
    """

    snapshot: int | None
    published_at: datetime | None
    imported: int | None
    noted: datetime | None = None


def read_state(database: Database) -> State:
    """The state as of now: one query of one row, whatever the size of the tables."""
    newest = select(snapshots.c.id, snapshots.c.published_at).order_by(snapshots.c.id.desc()).limit(1).subquery()
    noted = select(func.max(func.greatest(notes.c.made_at, notes.c.removed_at))).scalar_subquery()
    imported = select(func.max(imports.c.id).label("id"), noted.label("noted")).subquery()
    # The import's row is always there, the snapshot's only after the first run.
    query = select(newest.c.id, newest.c.published_at, imported.c.id, imported.c.noted).select_from(
        imported.outerjoin(newest, newest.c.id.is_not(None))
    )
    with database.read() as connection:
        return State(*connection.execute(query).one())

"""How far a loader says that it brought a source."""

from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from store.database import Database
from store.tables import source_watermarks


def write_watermark(database: Database, source: str, complete_to: date, now: datetime) -> None:
    """The source is complete up to this local day, whatever rows it has; a watermark never moves back."""
    row = {"complete_to": complete_to, "written_at": now}
    statement = insert(source_watermarks).values(source=source, **row)
    furthest = func.greatest(source_watermarks.c.complete_to, statement.excluded.complete_to)
    changed = {"complete_to": furthest, "written_at": statement.excluded.written_at}
    with database.write() as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_=changed))

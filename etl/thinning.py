"""Old snapshots are thinned to the last one of each local day; those that a message cites stay."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, and_, delete, exists, func, select, update

from store.database import Database
from store.tables import AGGREGATES, certificates, metadata, outbox, posted_answers, snapshots, stated_numbers

KEPT_WHOLE = timedelta(days=7)
# Every column in which something that people can still see names its snapshot.
CITING: tuple[Column[int], ...] = (
    posted_answers.c.snapshot_id,
    outbox.c.snapshot_id,
    stated_numbers.c.snapshot_id,
)
_VERSIONED = (*(each.name for each in AGGREGATES), certificates.name)


def thin_snapshots(database: Database, zone: str, now: datetime) -> int:
    """Forget the rows that no kept snapshot needs, and return how many snapshots were thinned.

    The newest snapshot, those of the last seven days, the last of each local day of `zone` and those that are cited are
    kept, and every one of them answers as before.
    """
    with database.write() as connection:
        thinned = _mark(connection, zone, now)
        if thinned:
            for name in _VERSIONED:
                _forget(connection, name)
        return thinned


def _mark(connection: Connection, zone: str, now: datetime) -> int:
    local_day = func.date(func.timezone(zone, snapshots.c.published_at))
    last_of_day = func.max(snapshots.c.id).over(partition_by=local_day)
    ranked = select(snapshots.c.id, last_of_day.label("last")).where(snapshots.c.thinned_at.is_(None)).subquery()
    superfluous = select(ranked.c.id).where(ranked.c.id != ranked.c.last)
    old = snapshots.c.published_at < now - KEPT_WHOLE
    cited = [exists().where(citing == snapshots.c.id) for citing in CITING]
    marking = update(snapshots).where(old, snapshots.c.id.in_(superfluous), *(~each for each in cited))
    return connection.execute(marking.values(thinned_at=now)).rowcount


def _forget(connection: Connection, name: str) -> None:
    """Rows of history that stood only in snapshots that are thinned."""
    history = metadata.tables[f"{name}_history"]
    stood_in = and_(snapshots.c.id >= history.c.snapshot_id, snapshots.c.id < history.c.superseded_by)
    kept = exists().where(stood_in, snapshots.c.thinned_at.is_(None))
    connection.execute(delete(history).where(~kept))

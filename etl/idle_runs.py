"""The records of runs that found nothing: 288 of them a day, of interest for a week."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from etl.run_kinds import RunKind
from etl.run_records import RunStatus
from store.database import Database
from store.tables import runs

KEPT = timedelta(days=7)


def forget_idle_runs(database: Database, now: datetime) -> int:
    """Delete the records of old runs that had nothing to publish, and return how many they were.

    The last run that was done stays, whatever it did: by what it was defined the next one is held against it. Failed
    runs stay, and so do those that computed days by themselves: backfills count them.
    """
    idle = (runs.c.kind == RunKind.INCREMENTAL, runs.c.status == RunStatus.DONE, runs.c.snapshot_id.is_(None))
    last = select(func.max(runs.c.id)).where(runs.c.status == RunStatus.DONE).scalar_subquery()
    with database.write() as connection:
        old = delete(runs).where(*idle, runs.c.started_at < now - KEPT, runs.c.id != last)
        return connection.execute(old).rowcount

"""Folds changed source rows into the numbers every few minutes, for as long as the bot runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from etl.company import Company
from etl.run import RunError, run_etl
from store.database import Database

EVERY_MINUTES = 5

_log = logging.getLogger("kpibot.etl")


@contextmanager
def light_runs(database: Database, company: Company, every_minutes: int = EVERY_MINUTES) -> Iterator[None]:
    """Run while the block does. The scheduler only wakes a run up: what there is to do stands in the database."""
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        fold_in_changes,
        "interval",
        [database, company],
        minutes=every_minutes,
        coalesce=True,
        max_instances=1,
        # The default drops a run that is a second late, with a mere warning.
        misfire_grace_time=None,
        next_run_time=datetime.now(UTC),
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def fold_in_changes(database: Database, company: Company) -> None:
    """One light run. A failure is logged for the operator, and the next one tries again."""
    try:
        result = run_etl(database, company, datetime.now(UTC))
    except (RunError, OperationalError) as error:
        _log.error("light_run failed reason=%s", error)
        return
    if result.snapshot_id is not None:
        _log.info("light_run published snapshot=%d rows_changed=%d", result.snapshot_id, result.rows_changed)

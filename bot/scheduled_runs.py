"""Wakes the runs up for as long as the bot runs. What is owed, and who may run it, stands in the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import OperationalError

from bot.waking import Wake, woken
from etl.booking import AlreadyRunning
from etl.company import Company
from etl.run import RunError, RunResult
from etl.schedule.daily import DailyOutcome, run_daily_owed
from etl.schedule.running import run_light
from store.database import Database

LOOK_EVERY = timedelta(minutes=1)
LIGHT_EVERY = timedelta(minutes=5)

_log = logging.getLogger("kpibot.etl")


@contextmanager
def scheduled_runs(database: Database, company: Company, holder: str) -> Iterator[None]:
    """Look for owed dates every minute, and fold changes in every five, while the block runs.

    On any number of replicas at once: each looks, and one runs.
    """
    # Beside each other in one scheduler, so that neither finds the other's lease.
    runs = ((run_owed_dates, LOOK_EVERY), (fold_in_changes, LIGHT_EVERY))
    with woken([Wake(partial(run, database, company, holder), every) for run, every in runs]):
        yield


def run_owed_dates(database: Database, company: Company, holder: str) -> None:
    """Run what is owed, if anything. A failure is logged for the operator, and a later look tries again."""
    try:
        for outcome in run_daily_owed(database, company, holder):
            _tell(outcome)
    except OperationalError as error:
        _log.error("daily_run not looked for reason=%s", error)


def fold_in_changes(database: Database, company: Company, holder: str) -> None:
    """One light run. A failure is logged for the operator, and the next one tries again."""
    try:
        result = run_light(database, company, holder)
    except (RunError, OperationalError) as error:
        _log.error("light_run failed reason=%s", error)
        return
    if isinstance(result, AlreadyRunning):
        _log.info("light_run left run_under_way=%s holder=%s", result.run_id, result.holder)
    elif result.snapshot_id is not None:
        _log.info("light_run published snapshot=%d rows_changed=%d", result.snapshot_id, result.rows_changed)


def _tell(outcome: DailyOutcome) -> None:
    day, came_of = outcome.local_date, outcome.came_of
    if isinstance(came_of, RunResult):
        changed = came_of.rows_changed
        _log.info("daily_run done local_date=%s snapshot=%s rows_changed=%d", day, came_of.snapshot_id, changed)
    elif isinstance(came_of, RunError):
        _log.error("daily_run failed local_date=%s reason=%s", day, came_of)
    else:
        _log.info("daily_run left local_date=%s reason=%s", day, came_of)

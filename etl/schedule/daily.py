"""The daily run: owed once for each local business date, by whoever comes first."""

from dataclasses import dataclass
from datetime import date

from etl.booking import DAILY_JOB, AlreadyRunning, BookedRun, book_daily_run
from etl.company import Company
from etl.idle_runs import forget_idle_runs
from etl.run import RunError, RunResult
from etl.schedule.running import run_booked
from etl.schedule.slots import Refusal, owed_slots
from etl.thinning import thin_snapshots
from store.database import Database

# Each night so many closed days are held against their sources again, whether or not anything changed in them.
RECOUNTED_DAYS = 62


@dataclass(frozen=True)
class DailyOutcome:
    """What became of an owed date: it was run, or it failed (the error), or it was left, and why."""

    local_date: date
    came_of: RunResult | RunError | AlreadyRunning | Refusal


def run_daily_owed(database: Database, company: Company, holder: str) -> list[DailyOutcome]:
    """Run each owed date, oldest first; empty where nothing is owed. Ends at the first that has to be tried again."""
    with database.read() as connection:
        owed = owed_slots(connection, DAILY_JOB, company.zone)
    outcomes = []
    for local_date in owed:
        outcomes.append(DailyOutcome(local_date, _run_date(database, company, local_date, holder)))
        if not isinstance(outcomes[-1].came_of, RunResult) and outcomes[-1].came_of is not Refusal.DONE:
            break
    return outcomes


def _run_date(
    database: Database, company: Company, local_date: date, holder: str
) -> RunResult | RunError | AlreadyRunning | Refusal:
    booked = book_daily_run(database, local_date, holder)
    if not isinstance(booked, BookedRun):
        return booked
    try:
        result = run_booked(database, company, booked, recount=RECOUNTED_DAYS)
    except RunError as error:
        return error
    thin_snapshots(database, company.zone, booked.started_at)
    forget_idle_runs(database, booked.started_at)
    return result

"""A backfill from where it stands to its snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from etl.alone import wait_for_others
from etl.backfill.records import Backfill, BackfillStatus, close_backfill, read_slices
from etl.backfill.slices import Slice, estimate_left
from etl.backfill.staging import stage_next_slice
from etl.company import Company
from etl.deltas import Deltas
from etl.run import RunError, RunResult
from etl.run_kinds import Correction
from etl.terms import Days
from store.database import Database

# An ordinary run; with a correction, one that adds it. How it gets its turn among the others is its own affair.
Run = Callable[[Correction | None], RunResult]


@dataclass(frozen=True)
class Standing:
    """How far a backfill is, what it does next, and how long its slices will take; None while that is unknown."""

    done: int
    total: int
    doing: str
    left: timedelta | None


class BackfillError(RunError):
    """A slice could not be computed; the sentence says why, and that the others are kept."""


class SlicesDueError(Exception):
    """Days were rebuilt since the last slice was staged: there are slices to be computed again. Retry after that."""


@dataclass(frozen=True)
class StagedCorrection:
    """What the slices of a backfill found, for the run that publishes them."""

    backfill_id: int
    days: Days

    def wait(self, connection: Connection) -> None:
        wait_for_others(connection, "backfills")

    def check(self, connection: Connection) -> None:
        if any(each.is_due for each in read_slices(connection, self.backfill_id)):
            raise SlicesDueError

    def add_to(self, deltas: Deltas) -> None:
        deltas.add_staged(self.backfill_id)

    def close(self, connection: Connection, result: RunResult) -> None:
        close_backfill(connection, self.backfill_id, BackfillStatus.DONE, snapshot_id=result.snapshot_id)


def run_backfill(
    database: Database,
    company: Company,
    backfill: Backfill,
    run: Run,
    progress: Callable[[Standing], None] = lambda _standing: None,
) -> RunResult:
    """Compute the slices that are due and publish all of them at once; the questions of meanwhile see nothing of it.

    The last run's result: of kind `backfill`, or one that computed everything, which leaves a backfill nothing to do.
    Raises RunError, and then the last snapshot stands and the slices that are done are kept.
    """
    progress(_standing(database, backfill.id, "folding in what has changed"))
    # Else each slice would look through all that waits. It computes everything where nothing is published yet.
    result = run(None)
    if result.kind.is_whole:
        with database.write() as connection:
            close_backfill(connection, backfill.id, BackfillStatus.DONE, snapshot_id=result.snapshot_id)
        return result
    while True:
        _stage_slices(database, company, backfill.id, progress)
        progress(_standing(database, backfill.id, "publishing"))
        try:
            return run(StagedCorrection(backfill.id, backfill.days))
        except SlicesDueError:
            continue


def _stage_slices(database: Database, company: Company, backfill_id: int, progress: Callable[[Standing], None]) -> None:
    try:
        progress(_standing(database, backfill_id))
        while stage_next_slice(database, company, backfill_id):
            progress(_standing(database, backfill_id))
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise BackfillError(
            f"A slice could not be computed: {reason}. Those that are done are kept, and the last snapshot stands: "
            "run the same command again to go on."
        ) from error


def _standing(database: Database, backfill_id: int, doing: str | None = None) -> Standing:
    with database.read() as connection:
        slices = read_slices(connection, backfill_id)
    due = [each for each in slices if each.is_due]
    return Standing(len(slices) - len(due), len(slices), doing or _name_next(due), estimate_left(slices))


def _name_next(due: list[Slice]) -> str:
    return f"{due[0].days.start} to {due[0].days.end}" if due else "all slices done"

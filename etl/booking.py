"""A run's way through the database: booked before it begins, told of while it works, closed in what it publishes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError

from etl.leases import Held, Lease, acquire_lease, briefly, check_lease, release_lease
from etl.run_records import RunStatus, Trigger
from etl.schedule.slots import Refusal, Slot, claim_slot, mark_done, mark_failed
from store.clock import current_moment, moment
from store.database import Database
from store.tables import run_progress, runs

# The one lease of everything that writes aggregates.
WRITER = "etl"
DAILY_JOB = "daily_run"

_log = logging.getLogger("kpibot.etl")


@dataclass(frozen=True)
class BookedRun:
    """A run that may begin: it holds the writer's lease, and its slot where it has one."""

    id: int
    lease: Lease
    started_at: datetime
    slot: Slot | None


@dataclass(frozen=True)
class AlreadyRunning:
    """Another run is under way. `run_id` is None for the moment in which it has the lease, but no record."""

    run_id: int | None
    holder: str
    since: datetime

    def __str__(self) -> str:
        what = "Another run" if self.run_id is None else f"Run {self.run_id}"
        return f"{what} is under way since {self.since:%Y-%m-%d %H:%M:%S %Z} ({self.holder})"


def book_run(database: Database, trigger: Trigger, holder: str) -> BookedRun | AlreadyRunning:
    """Take the writer's lease and write the run down, in one transaction; or say which run has it."""
    with briefly(database) as connection:
        lease = acquire_lease(connection, WRITER, holder)
        if isinstance(lease, Held):
            return _already_running(connection, lease)
        return _write_down(connection, trigger, lease)


def book_daily_run(database: Database, local_date: date, holder: str) -> BookedRun | AlreadyRunning | Refusal:
    """As `book_run`, for a date of the daily job: its slot is claimed in the same transaction, or nothing is taken."""
    with briefly(database) as connection:
        lease = acquire_lease(connection, WRITER, holder)
        if isinstance(lease, Held):
            return _already_running(connection, lease)
        slot = claim_slot(connection, DAILY_JOB, local_date, lease)
        if isinstance(slot, Refusal):
            release_lease(connection, lease)
            return slot
        return _write_down(connection, Trigger.DAILY, lease, slot)


def tell_progress(database: Database, booked: BookedRun) -> Callable[[int, int, str], None]:
    """A listener that writes each step down where every process sees it while the run is still unpublished."""

    def tell(step: int, steps: int, label: str) -> None:
        row = {"step": step, "steps": steps, "label": label, "at": moment()}
        statement = upsert(run_progress).values(run_id=booked.id, **row)
        with briefly(database) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["run_id"], set_=row))

    return tell


def open_record(connection: Connection, booked: BookedRun | None, now: datetime) -> int:
    """The run's id; one that nobody booked is first known here."""
    if booked:
        return booked.id
    row = {"kind": "unknown", "status": RunStatus.RUNNING, "started_at": now, "parameters": {}}
    run_id: int = connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one()
    return run_id


def close_record(connection: Connection, run_id: int, booked: BookedRun | None, **outcome: Any) -> None:  # noqa: ANN401  # columns
    """The last of a run, in its transaction: done, its slot with it, unless somebody else has taken the work over."""
    finished = {"status": RunStatus.DONE, "finished_at": moment(), **outcome}
    connection.execute(update(runs).where(runs.c.id == run_id).values(finished))
    if booked:
        check_lease(connection, booked.lease)
        if booked.slot:
            mark_done(connection, booked.slot, run_id)


def fail_record(database: Database, booked: BookedRun, reason: str) -> None:
    """The run published nothing, and why; its slot is tried again after a while. Nothing where it did publish."""
    failed = {"status": RunStatus.FAILED, "error": reason, "finished_at": moment()}
    is_open = (runs.c.id == booked.id, runs.c.status == RunStatus.RUNNING)
    try:
        with briefly(database) as connection:
            connection.execute(update(runs).where(*is_open).values(failed))
            if booked.slot:
                mark_failed(connection, booked.slot, booked.id, reason)
    except DBAPIError as error:
        # It will be shown as abandoned; why it failed must not be hidden behind this.
        _log.warning("run not recorded as failed run=%d reason=%s", booked.id, error.orig)


def _write_down(connection: Connection, trigger: Trigger, lease: Lease, slot: Slot | None = None) -> BookedRun:
    started_at = current_moment(connection)
    row = {"kind": "unknown", "status": RunStatus.RUNNING, "started_at": started_at, "parameters": {}}
    whose = {"trigger": trigger, "local_date": slot.local_date if slot else None, "holder": lease.holder}
    booking = insert(runs).values(**row, **whose, lease=lease.name, token=lease.token).returning(runs.c.id)
    return BookedRun(connection.execute(booking).scalar_one(), lease, started_at, slot)


def _already_running(connection: Connection, held: Held) -> AlreadyRunning:
    is_open = (runs.c.status == RunStatus.RUNNING, runs.c.lease == held.name, runs.c.token == held.token)
    run_id = connection.execute(select(func.max(runs.c.id)).where(*is_open)).scalar()
    return AlreadyRunning(run_id, held.holder, held.since)

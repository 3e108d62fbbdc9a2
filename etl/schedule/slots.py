"""The slots of a job: one row for each local business date, claimed under a lease, and done once.

Not tied to ETL runs: any job that is owed once a date has its slots here, under its own name.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert

from etl.leases import Lease, LeaseLostError, is_live
from etl.schedule.owed import DAILY_AT, owed_dates
from store.clock import current_moment, moment
from store.tables import job_slots

_LONGEST_WAIT = timedelta(minutes=30)


class SlotStatus(StrEnum):
    """How far a slot has come; one that is owed and was never tried has no row."""

    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"


class Refusal(StrEnum):
    """Why a slot can't be claimed."""

    DONE = "done"
    RUNNING = "running"
    WAITING = "waiting to be tried again"


@dataclass(frozen=True)
class Slot:
    """One date of a job, claimed under a lease. Whether the claim still stands shows when it is marked done."""

    job: str
    local_date: date
    lease: Lease
    attempt: int


def owed_slots(connection: Connection, job: str, zone: str, at: time = DAILY_AT) -> tuple[date, ...]:
    """The local dates that the job owes now, oldest first."""
    of_job = job_slots.c.job == job
    done = select(func.max(job_slots.c.local_date)).where(of_job, job_slots.c.status == SlotStatus.DONE)
    known = select(func.min(job_slots.c.local_date)).where(of_job)
    last_done, first_known = connection.execute(select(done.scalar_subquery(), known.scalar_subquery())).one()
    return owed_dates(current_moment(connection), ZoneInfo(zone), at=at, done=last_done, known=first_known)


def claim_slot(connection: Connection, job: str, local_date: date, lease: Lease) -> Slot | Refusal:
    """Claim a date under a lease that the caller has, once this transaction commits; or say why not."""
    found = connection.execute(
        select(
            job_slots.c.status,
            job_slots.c.attempts,
            is_live(job_slots.c.lease, job_slots.c.token).label("is_live"),
            (job_slots.c.retry_at > moment()).label("is_waiting"),
        )
        .where(job_slots.c.job == job, job_slots.c.local_date == local_date)
        .with_for_update()
    ).first()
    refusal = _refusal(found.status, is_live=found.is_live, is_waiting=found.is_waiting) if found else None
    if refusal:
        return refusal
    slot = Slot(job, local_date, lease, (found.attempts if found else 0) + 1)
    return slot if _write_claim(connection, slot) else Refusal.RUNNING


def mark_done(connection: Connection, slot: Slot, run_id: int | None) -> None:
    """In the transaction that does the work. Raises LeaseLostError where another has claimed the slot since."""
    done = {"status": SlotStatus.DONE, "run_id": run_id, "done_at": moment(), "error": None}
    if connection.execute(update(job_slots).where(_claimed_as(slot)).values(done)).rowcount != 1:
        raise LeaseLostError(slot.lease)


def mark_failed(connection: Connection, slot: Slot, run_id: int | None, reason: str) -> None:
    """Keep the reason, and let it be tried again after a while; nothing where another has claimed the slot since."""
    failed = {"status": SlotStatus.FAILED, "run_id": run_id, "error": reason, "retry_at": _retry_at(slot)}
    connection.execute(update(job_slots).where(_claimed_as(slot)).values(failed))


def wait_after(attempts: int) -> timedelta:
    """How long after so many attempts the next is due: a minute, then twice as long each time, half an hour at most."""
    doublings = min(attempts - 1, 10)
    return min(timedelta(minutes=1 << doublings), _LONGEST_WAIT)


def _refusal(status: str, *, is_live: bool, is_waiting: bool) -> Refusal | None:
    if status == SlotStatus.DONE:
        return Refusal.DONE
    if status == SlotStatus.RUNNING and is_live:
        return Refusal.RUNNING
    return Refusal.WAITING if is_waiting else None


def _write_claim(connection: Connection, slot: Slot) -> bool:
    claim = {
        "status": SlotStatus.RUNNING,
        "lease": slot.lease.name,
        "token": slot.lease.token,
        "holder": slot.lease.holder,
        "attempts": slot.attempt,
        # Also whoever dies without a word is not followed at once by the next who would.
        "retry_at": _retry_at(slot),
    }
    row = insert(job_slots).values(job=slot.job, local_date=slot.local_date, **claim)
    # Of two who claim a new slot at once, the second finds the attempt counted.
    is_next = job_slots.c.attempts == slot.attempt - 1
    written = row.on_conflict_do_update(index_elements=["job", "local_date"], set_=claim, where=is_next)
    return connection.execute(written.returning(job_slots.c.attempts)).first() is not None


def _claimed_as(slot: Slot) -> ColumnElement[bool]:
    return and_(
        job_slots.c.job == slot.job,
        job_slots.c.local_date == slot.local_date,
        job_slots.c.status == SlotStatus.RUNNING,
        job_slots.c.lease == slot.lease.name,
        job_slots.c.token == slot.lease.token,
        job_slots.c.attempts == slot.attempt,
    )


def _retry_at(slot: Slot) -> ColumnElement[datetime]:
    return moment() + wait_after(slot.attempt)

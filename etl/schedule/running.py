"""Runs under the writer's lease: by themselves after a while, on demand, or as soon as it is free."""

import logging
from collections.abc import Callable
from time import monotonic, sleep

from etl.booking import AlreadyRunning, BookedRun, book_run, fail_record, tell_progress
from etl.company import Company
from etl.leases_kept import kept
from etl.mirroring import MirrorError, Pace, mirror_before_run
from etl.run import Progress, RunError, RunResult, run_etl
from etl.run_kinds import Correction
from etl.run_records import Trigger
from etl.terms import Days
from store.database import Database

_LOOK_EVERY_SECONDS = 0.5
_log = logging.getLogger("kpibot.etl")


class LeaseHeldError(RunError):
    """Another run was under way for longer than this one would wait; nothing was changed."""


def run_light(database: Database, company: Company, holder: str) -> RunResult | AlreadyRunning:
    """Fold in what changed, unless a run is under way. Raises RunError where it failed."""
    booked = book_run(database, Trigger.LIGHT, holder)
    return run_booked(database, company, booked) if isinstance(booked, BookedRun) else booked


def run_on_demand(
    database: Database, company: Company, holder: str, progress: Progress | None = None
) -> RunResult | AlreadyRunning:
    """Fold in what changed because somebody asks; of several who ask at once, all but one are told of the one run."""
    booked = book_run(database, Trigger.ON_DEMAND, holder)
    return run_booked(database, company, booked, progress=progress) if isinstance(booked, BookedRun) else booked


def book_when_free(
    database: Database, trigger: Trigger, holder: str, *, wait_seconds: float, waiting: Callable[[AlreadyRunning], None]
) -> BookedRun:
    """Book a run after the one that is under way, of which `waiting` is told once.

    Raises LeaseHeldError when that takes longer than `wait_seconds`.
    """
    until, told = monotonic() + wait_seconds, False
    while not isinstance(booked := book_run(database, trigger, holder), BookedRun):
        if monotonic() >= until:
            raise LeaseHeldError(f"{booked}; nothing was changed. Try again when it is over.")
        if not told:
            waiting(booked)
            told = True
        sleep(_LOOK_EVERY_SECONDS)
    return booked


def run_booked(
    database: Database,
    company: Company,
    booked: BookedRun,
    *,
    full: bool = False,
    days: Days | None = None,
    correction: Correction | None = None,
    recount: int = 0,
    progress: Progress | None = None,
) -> RunResult:
    """Do a run that was booked, as `run_etl` would, and leave its lease to the next."""
    write_down = tell_progress(database, booked)

    def tell(step: int, steps: int, label: str) -> None:
        write_down(step, steps, label)
        if progress:
            progress(step, steps, label)

    with kept(database, booked.lease):
        try:
            _mirror(database, company, booked)
            return run_etl(
                database,
                company,
                booked.started_at,
                # What lies elsewhere is read as a whole each night, and its last days between two nights.
                full=full or (company.elsewhere is not None and booked.slot is not None),
                days=days,
                correction=correction,
                recount=recount,
                progress=tell,
                booked=booked,
            )
        except BaseException as error:
            fail_record(database, booked, str(error) or type(error).__name__)
            raise


def _mirror(database: Database, company: Company, booked: BookedRun) -> None:
    """Bring what lies in the company's own relations. Where that fails, what is here is folded in all the same."""
    pace = Pace.DAILY if booked.slot else Pace.LIGHT
    try:
        faults = mirror_before_run(database, company, booked.started_at, pace).faults
    except MirrorError as error:
        _log.error("mirroring failed run=%d reason=%s", booked.id, error)
        return
    for fault in faults:
        _log.error("source not mirrored run=%d source=%s reason=%s", booked.id, fault.source, fault.sentence)

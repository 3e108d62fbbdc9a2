"""One run: changed source rows become changed aggregates, published as one snapshot or not at all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DBAPIError

from etl.alone import wait_for_others
from etl.booking import BookedRun
from etl.changes import are_changes_waiting
from etl.company import Company
from etl.deltas import Deltas
from etl.leases import LeaseLostError
from etl.publication import Publication
from etl.run_kinds import Asked, Correction, Progress, RunKind, RunResult, decide_kind
from etl.steps import steps_of
from etl.terms import Days
from store.database import Database
from store.tables import channel_spellings, runs

__all__ = ["Progress", "RunError", "RunKind", "RunResult", "run_etl"]


class RunError(Exception):
    """A run did not publish and the last snapshot stands; the sentence says what happened."""


@dataclass(frozen=True)
class _Run:
    """Everything about a run but its transaction."""

    company: Company
    now: datetime
    asked: Asked
    progress: Progress
    booked: BookedRun | None


def run_etl(
    database: Database,
    company: Company,
    now: datetime,
    *,
    full: bool = False,
    days: Days | None = None,
    correction: Correction | None = None,
    recount: int = 0,
    progress: Progress = lambda _number, _total, _label: None,
    booked: BookedRun | None = None,
) -> RunResult:
    """Publish what changed since the last snapshot; with `full`, all from the sources; with `days` or a
    `correction`, those as well.

    `recount`: so many closed days are held against the sources again, whether anything changed in them or not.
    `now` (aware of its zone) is the moment that the snapshot is published under. A `booked` run publishes only while
    its lease is its own. Raises RunError, and then the last snapshot stands.
    """
    run = _Run(company, now, Asked(full, days, correction, recount), progress, booked)
    try:
        with database.publish() as connection:
            if correction:
                correction.wait(connection)
            wait_for_others(connection, "snapshots")
            result = _computed(connection, run).publish(connection)
            if correction:
                correction.close(connection, result)
            return result
    except (DBAPIError, LeaseLostError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        if booked is None:
            _record_failure(database, run, reason)
        raise RunError(f"The run published nothing, and the last snapshot stands: {reason}.") from error


def _computed(connection: Connection, run: _Run) -> Publication:
    parameters = run.company.definition
    kind = decide_kind(_last_parameters(connection), parameters, run.asked)
    is_idle = kind is RunKind.INCREMENTAL and not are_changes_waiting(connection)
    deltas = None if is_idle else _differences(connection, kind, run)
    return Publication(run.company, kind, run.asked, parameters, run.now, run.booked, deltas)


def _differences(connection: Connection, kind: RunKind, run: _Run) -> Deltas:
    if kind.is_whole:
        _write_spellings(connection, run.company)
    deltas = Deltas(connection, run.company.parameters)
    steps = steps_of(kind, connection, deltas, run.company, run.asked)
    for number, step in enumerate(steps, start=1):
        run.progress(number, len(steps) + 1, step.label)
        step.action()
    run.progress(len(steps) + 1, len(steps) + 1, "publishing")
    return deltas


def _last_parameters(connection: Connection) -> object:
    query = select(runs.c.parameters).where(runs.c.status == "done").order_by(runs.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def _write_spellings(connection: Connection, company: Company) -> None:
    rows = [{"spelling": spelling, "channel": channel} for spelling, channel in company.spellings.items()]
    connection.execute(delete(channel_spellings))
    connection.execute(insert(channel_spellings), rows)


def _record_failure(database: Database, run: _Run, reason: str) -> None:
    with database.write() as connection:
        failed = {"kind": "unknown", "status": "failed", "started_at": run.now, "error": reason}
        connection.execute(insert(runs).values(**failed, parameters=run.company.definition))

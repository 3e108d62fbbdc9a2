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
from etl.engines.engine import EngineError
from etl.engines.reading import Reading, reading_of
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
    reading: Reading | None


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
    asked = Asked(full, days, correction, recount)
    try:
        with (
            reading_of(database, company, now, is_whole=_reads_everything(database, company, asked)) as reading,
            database.publish() as connection,
        ):
            run = _Run(company, now, asked, progress, booked, reading)
            if correction:
                correction.wait(connection)
            wait_for_others(connection, "snapshots")
            result = _computed(connection, run).publish(connection)
            if correction:
                correction.close(connection, result)
            return result
    except (DBAPIError, LeaseLostError, EngineError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        if booked is None:
            _record_failure(database, company, now, reason)
        raise RunError(f"The run published nothing, and the last snapshot stands: {reason}.") from error


def _computed(connection: Connection, run: _Run) -> Publication:
    parameters = run.company.definition
    kind = decide_kind(_last_parameters(connection), parameters, run.asked)
    reading = run.reading
    if reading:
        kind = _kind_of_reading(kind, reading)
        reading.load(connection)
    read_changes = reading is not None and reading.has_changes()
    is_idle = kind is RunKind.INCREMENTAL and not read_changes and not are_changes_waiting(connection)
    deltas = None if is_idle else _differences(connection, kind, run)
    since = reading.since if reading else None
    return Publication(run.company, kind, run.asked, parameters, run.now, run.booked, deltas, since)


def _kind_of_reading(kind: RunKind, reading: Reading) -> RunKind:
    if reading.is_whole and not kind.is_whole:
        return RunKind.FULL
    if kind.is_whole and not reading.is_whole:
        raise EngineError("the company was defined anew while its sources were read; the next run reads all of them")
    return kind


def _differences(connection: Connection, kind: RunKind, run: _Run) -> Deltas:
    if kind.is_whole:
        _write_spellings(connection, run.company)
    deltas = Deltas(connection, run.company.parameters)
    steps = steps_of(kind, connection, deltas, run.company, run.asked, run.reading)
    for number, step in enumerate(steps, start=1):
        run.progress(number, len(steps) + 1, step.label)
        step.action()
    run.progress(len(steps) + 1, len(steps) + 1, "publishing")
    return deltas


def _reads_everything(database: Database, company: Company, asked: Asked) -> bool:
    """Whether what lies elsewhere is read as a whole: where all is computed, and where days long gone are."""
    if company.elsewhere is None or asked.built_days:
        return True
    with database.read() as connection:
        return decide_kind(_last_parameters(connection), company.definition, asked).is_whole


def _last_parameters(connection: Connection) -> object:
    query = select(runs.c.parameters).where(runs.c.status == "done").order_by(runs.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def _write_spellings(connection: Connection, company: Company) -> None:
    rows = [{"spelling": spelling, "channel": channel} for spelling, channel in company.spellings.items()]
    connection.execute(delete(channel_spellings))
    connection.execute(insert(channel_spellings), rows)


def _record_failure(database: Database, company: Company, now: datetime, reason: str) -> None:
    with database.write() as connection:
        failed = {"kind": "unknown", "status": "failed", "started_at": now, "error": reason}
        connection.execute(insert(runs).values(**failed, parameters=company.definition))

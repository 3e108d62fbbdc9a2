"""One run: changed source rows become changed aggregates, published as one snapshot or not at all."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from etl.certificates import certify
from etl.certificates.days import days_between
from etl.change_log import write_changes
from etl.changes import days_of_changes, take_changes, touch_changes, touch_days
from etl.company import Company
from etl.deltas import Days, Deltas
from etl.sides import EVERYTHING, TOUCHED_AFTER, TOUCHED_BEFORE
from etl.transforms import fingerprint
from store.database import Database
from store.tables import channel_spellings, runs, snapshots

# Told before each step: its number from 1, how many there are, and what it does.
Progress = Callable[[int, int, str], None]


class RunKind(StrEnum):
    """How much a run computes, and why."""

    INCREMENTAL = "incremental"
    DAYS = "days"
    FULL = "full"
    FIRST = "first"
    REDEFINED = "redefined"


# Those that compute everything.
_WHOLE = frozenset({RunKind.FULL, RunKind.FIRST, RunKind.REDEFINED})


class RunError(Exception):
    """A run did not publish and the last snapshot stands; the sentence says what happened."""


@dataclass(frozen=True)
class RunResult:
    """What a run did. `snapshot_id` is None where nothing had changed."""

    kind: RunKind
    snapshot_id: int | None
    rows_changed: int


@dataclass(frozen=True)
class _Asked:
    """What a run was asked for beside the changes."""

    full: bool
    days: Days | None
    recount: int


@dataclass(frozen=True)
class _Step:
    label: str
    action: Callable[[], object]


def run_etl(
    database: Database,
    company: Company,
    now: datetime,
    *,
    full: bool = False,
    days: Days | None = None,
    recount: int = 0,
    progress: Progress = lambda _number, _total, _label: None,
) -> RunResult:
    """Publish what changed since the last snapshot; with `full`, all from the sources; with `days`, those days as well.

    `recount`: so many closed days are held against the sources again, whether anything changed in them or not.
    `now` (aware of its zone) is the moment that the snapshot is published under. Raises RunError, and then the last
    snapshot stands.
    """
    try:
        with database.publish() as connection:
            _wait_for_other_runs(connection)
            return _run(connection, company, now, _Asked(full, days, recount), progress)
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        _record_failure(database, company, now, reason)
        raise RunError(f"The run published nothing, and the last snapshot stands: {reason}.") from error


def _wait_for_other_runs(connection: Connection) -> None:
    # LOCK TABLE takes no snapshot, so what this run then sees includes what the run before it published.
    connection.execute(text("SET LOCAL lock_timeout = '5min'"))
    connection.execute(text("LOCK TABLE snapshots IN SHARE ROW EXCLUSIVE MODE"))
    # Ten million orders: 108 s with the default work_mem, 28 s with this.
    connection.execute(text("SET LOCAL work_mem = '256MB'"))


def _run(connection: Connection, company: Company, now: datetime, asked: _Asked, progress: Progress) -> RunResult:
    parameters = _parameters(company)
    kind = _decide_kind(_last_parameters(connection), parameters, asked)
    _write_spellings(connection, company)
    deltas = Deltas(connection, company.parameters)
    steps = _steps(kind, connection, deltas, company, asked.days)
    for number, step in enumerate(steps, start=1):
        progress(number, len(steps) + 1, step.label)
        step.action()
    progress(len(steps) + 1, len(steps) + 1, "publishing")
    return _publish(connection, deltas, kind, company=company, asked=asked, now=now)


def _decide_kind(last: object, parameters: dict[str, object], asked: _Asked) -> RunKind:
    if last is None:
        return RunKind.FIRST
    if last != parameters:
        return RunKind.REDEFINED
    if asked.full:
        return RunKind.FULL
    return RunKind.DAYS if asked.days else RunKind.INCREMENTAL


def _steps(kind: RunKind, connection: Connection, deltas: Deltas, company: Company, days: Days | None) -> list[_Step]:
    taking = _Step("reading changes", partial(take_changes, connection))
    if kind in _WHOLE:
        return [
            taking,
            _Step("reading what is published", deltas.clear),
            _Step("computing everything", partial(deltas.add, EVERYTHING)),
        ]
    folding = [
        taking,
        _Step("finding who is touched", partial(touch_changes, connection)),
        _Step("computing as it was", partial(deltas.add, TOUCHED_BEFORE)),
        _Step("computing as it is", partial(deltas.add, TOUCHED_AFTER)),
    ]
    if days is None:
        return folding
    widened = _whole_buckets(days)
    return [
        *folding,
        _Step("finding who is in these days", partial(touch_days, connection, company, widened)),
        _Step("reading what is published", partial(deltas.clear, widened)),
        _Step("computing these days", partial(deltas.add, TOUCHED_AFTER, widened)),
    ]


def _whole_buckets(days: Days) -> Days:
    """The days, widened to whole weeks and months: an aggregate of a month is built from all of it or not at all."""
    first, last = days.start, days.end
    return Days(
        min(first - timedelta(days=first.weekday()), first.replace(day=1)),
        max(last + timedelta(days=6 - last.weekday()), last.replace(day=monthrange(last.year, last.month)[1])),
    )


def _publish(
    connection: Connection, deltas: Deltas, kind: RunKind, *, company: Company, asked: _Asked, now: datetime
) -> RunResult:
    rows_changed = deltas.net()
    run = {"kind": kind, "status": "done", "started_at": now, "parameters": _parameters(company)}
    run_id = connection.execute(insert(runs).values(**run, rows_changed=rows_changed).returning(runs.c.id)).scalar_one()
    snapshot_id = _snapshot(connection, run_id, now) if rows_changed else None
    if snapshot_id is not None:
        deltas.publish(snapshot_id)
        if kind not in _WHOLE:
            write_changes(connection, company, snapshot_id)
    today = now.astimezone(ZoneInfo(company.zone)).date()
    recounted = None if kind in _WHOLE else days_of_changes(connection, company) | _asked_days(asked, today)
    attested = certify(connection, company.zone, today, recounted)
    if attested:
        snapshot_id = snapshot_id or _snapshot(connection, run_id, now)
        attested.publish(snapshot_id)
    connection.execute(
        runs.update().where(runs.c.id == run_id).values(snapshot_id=snapshot_id, finished_at=text("clock_timestamp()"))
    )
    return RunResult(kind, snapshot_id, rows_changed)


def _snapshot(connection: Connection, run_id: int, now: datetime) -> int:
    snapshot = insert(snapshots).values(run_id=run_id, published_at=now).returning(snapshots.c.id)
    snapshot_id: int = connection.execute(snapshot).scalar_one()
    return snapshot_id


def _asked_days(asked: _Asked, today: date) -> frozenset[date]:
    """The days to count again where their rows lie, whether or not anything changed in them."""
    recounted = (today - timedelta(days=back) for back in range(1, asked.recount + 1))
    days = days_between(asked.days.start, asked.days.end) if asked.days else ()
    return frozenset((*recounted, *days))


def _parameters(company: Company) -> dict[str, object]:
    return {**company.parameters, "spellings": dict(company.spellings), "transforms": fingerprint()}


def _last_parameters(connection: Connection) -> object:
    query = select(runs.c.parameters).where(runs.c.status == "done").order_by(runs.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def _write_spellings(connection: Connection, company: Company) -> None:
    rows = [{"spelling": spelling, "channel": channel} for spelling, channel in company.spellings.items()]
    connection.execute(delete(channel_spellings))
    connection.execute(insert(channel_spellings), rows)


def _record_failure(database: Database, company: Company, now: datetime, reason: str) -> None:
    with database.write() as connection:
        run = {"kind": "unknown", "status": "failed", "started_at": now, "error": reason}
        connection.execute(insert(runs).values(**run, parameters=_parameters(company)))

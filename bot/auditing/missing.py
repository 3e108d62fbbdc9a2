"""What is missing at a moment: promises that nothing stands for, messages that wait too long, nights without a run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, tuple_

from bot.auditing.findings import DAILY_RUN, Key, Missing, Why
from bot.auditing.promised import standing_promises
from bot.auditing.window import Window
from bot.promises import Promise, PromisesBetween
from etl.booking import DAILY_JOB
from etl.schedule.owed import DAILY_AT, moment_of
from etl.schedule.slots import owed_slots
from store.owing import OutboxStatus, Priority
from store.tables import job_slots, outbox

# What is being sent at the very deadline is not missing.
GRACE = timedelta(minutes=2)
# After 01:10; a full rebuild of a large company takes minutes.
DAILY_RUN_TAKES = timedelta(hours=1)
# How long a message may wait for its turn, its channel and Slack, from when it is due.
PATIENCE: Mapping[Priority, timedelta] = {
    Priority.CRITICAL: timedelta(minutes=5),
    Priority.ALERT: timedelta(minutes=10),
    Priority.NOTICE: timedelta(minutes=15),
    Priority.DIGEST: timedelta(minutes=30),
    Priority.CORRECTION: timedelta(hours=1),
}
_WORKED_ON = frozenset({OutboxStatus.OWED, OutboxStatus.SENDING, OutboxStatus.UNCERTAIN})
_AT_ONCE = 500


def find_missing(
    connection: Connection, window: Window, promises: Iterable[PromisesBetween], zone: ZoneInfo
) -> tuple[Missing, ...]:
    """All that is missing now, each once, what was due first first."""
    promised = standing_promises(connection, window, promises)
    found: dict[Key, Missing] = {}
    for missing in (
        *_broken(connection, promised, window.now),
        *_stuck(connection, window),
        *_nights(connection, window, zone),
    ):
        found.setdefault(missing.key, missing)
    return tuple(sorted(found.values(), key=lambda each: (each.due_at, each.key)))


def _broken(connection: Connection, promised: Sequence[Promise], now: datetime) -> Iterator[Missing]:
    """Promises whose deadline has passed, and no message stands for them."""
    late = [each for each in promised if each.deadline + GRACE <= now]
    rows = _rows_of(connection, [_key(each) for each in late])
    for promise in late:
        row = rows.get(_key(promise))
        why = _why(row)
        if why:
            yield Missing(*_key(promise), why, promise.deadline, row.error if row else None)


def _why(row: Row[Any] | None) -> Why | None:
    if row is None:
        return Why.NEVER_MADE
    match row.status:
        case OutboxStatus.PROVED:
            return None
        case OutboxStatus.REFUSED:
            return Why.REFUSED
        case OutboxStatus.EXPIRED:
            return Why.EXPIRED
        case _:
            return Why.NOT_SENT


def _stuck(connection: Connection, window: Window) -> Iterator[Missing]:
    """Messages, promised or not, that are refused, or wait for longer than their kind may."""
    open_ends = (*_WORKED_ON, OutboxStatus.REFUSED)
    rows = connection.execute(select(outbox).where(outbox.c.status.in_(open_ends), outbox.c.due_at > window.since))
    for row in rows:
        is_refused = row.status == OutboxStatus.REFUSED
        if is_refused or _waits_until(row) <= window.now:
            why = Why.REFUSED if is_refused else Why.NOT_SENT
            yield Missing(row.kind, row.subject, row.channel, why, row.due_at, row.error)


def _waits_until(row: Row[Any]) -> datetime:
    least = next((each for each in sorted(PATIENCE) if each >= row.priority), Priority.CORRECTION)
    patient: datetime = row.due_at + PATIENCE[least]
    return min(patient, row.expires_at + GRACE) if row.expires_at else patient


def _nights(connection: Connection, window: Window, zone: ZoneInfo) -> Iterator[Missing]:
    """Local dates whose daily run should be done by now."""
    for day in owed_slots(connection, DAILY_JOB, zone.key):
        due_at = moment_of(day, DAILY_AT, zone)
        if window.since < due_at and due_at + DAILY_RUN_TAKES <= window.now:
            slot = (job_slots.c.job == DAILY_JOB, job_slots.c.local_date == day)
            error = connection.execute(select(job_slots.c.error).where(*slot)).scalar()
            yield Missing(DAILY_RUN, day.isoformat(), "", Why.NOT_DONE, due_at, error)


def _rows_of(connection: Connection, keys: Sequence[Key]) -> dict[Key, Any]:
    columns = (outbox.c.kind, outbox.c.subject, outbox.c.channel)
    found: dict[Key, Any] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = select(*columns, outbox.c.status, outbox.c.error).where(
            tuple_(*columns).in_(keys[start : start + _AT_ONCE])
        )
        found.update({(row.kind, row.subject, row.channel): row for row in connection.execute(some)})
    return found


def _key(promise: Promise) -> Key:
    return promise.kind, promise.subject, promise.channel

"""What was found missing is written down, each once; and what is so no more is crossed out, with what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.auditing.findings import DAILY_RUN, Missing, Outcome, Well, Why
from etl.booking import DAILY_JOB
from store.owing import OutboxStatus
from store.tables import audit_findings, job_slots, outbox

_columns = audit_findings.c


@dataclass(frozen=True)
class Changes:
    """What a look adds to the book: what is missing for the first time, and what is so no more. `first_id`: a name."""

    first_id: int | None = None
    missing: tuple[Missing, ...] = ()
    well: tuple[Well, ...] = ()


def write_down(connection: Connection, missing: Sequence[Missing], now: datetime) -> Changes:
    """In the transaction that tells of it. Two who look at once write each finding, and each end of one, once."""
    open_ones = connection.execute(select(audit_findings).where(_columns.cleared_at.is_(None))).all()
    known = {_key(row): row for row in open_ones}
    ids = [(_insert(connection, each, now), each) for each in missing if each.key not in known]
    new = [(finding_id, each) for finding_id, each in ids if finding_id is not None]
    _follow(connection, [each for each in missing if each.key in known and each.why != known[each.key].why])
    still = {each.key for each in missing if not each.why.is_over}
    well = tuple(_crossed_out(connection, [row for row in open_ones if _key(row) not in still], now))
    return Changes(new[0][0] if new else None, tuple(each for _, each in new), well)


def _insert(connection: Connection, missing: Missing, now: datetime) -> int | None:
    row = {
        "kind": missing.kind,
        "subject": missing.subject,
        "channel": missing.channel,
        "why": missing.why,
        "due_at": missing.due_at,
        "found_at": now,
        "cleared_at": now if missing.why.is_over else None,
        "outcome": Outcome.GIVEN_UP if missing.why.is_over else None,
    }
    once = insert(audit_findings).values(row).on_conflict_do_nothing(constraint="audit_findings_once")
    finding_id: int | None = connection.execute(once.returning(_columns.id)).scalar()
    return finding_id


def _follow(connection: Connection, changed: Sequence[Missing]) -> None:
    """What waited may be refused by now: the status says how it stands."""
    for each in changed:
        this = (_columns.kind == each.kind, _columns.subject == each.subject, _columns.channel == each.channel)
        connection.execute(update(audit_findings).where(*this).values(why=each.why))


def _crossed_out(connection: Connection, rows: Sequence[Row[Any]], now: datetime) -> Iterator[Well]:
    for row in rows:
        missing = Missing(row.kind, row.subject, row.channel, Why(row.why), row.due_at)
        done_at, outcome = _became(connection, missing)
        crossed = update(audit_findings).where(_columns.id == row.id, _columns.cleared_at.is_(None))
        if connection.execute(crossed.values(cleared_at=now, outcome=outcome)).rowcount:
            yield Well(row.id, missing, done_at, outcome)


def _became(connection: Connection, missing: Missing) -> tuple[datetime | None, Outcome]:
    """When it was there at last, and what became of it."""
    if missing.kind == DAILY_RUN:
        slot = (job_slots.c.job == DAILY_JOB, job_slots.c.local_date == date.fromisoformat(missing.subject))
        done_at = connection.execute(select(job_slots.c.done_at).where(*slot)).scalar()
        return done_at, Outcome.DONE if done_at else Outcome.NOT_EXPECTED
    named = zip((outbox.c.kind, outbox.c.subject, outbox.c.channel), missing.key, strict=True)
    query = select(outbox.c.status, outbox.c.ended_at).where(*(column == value for column, value in named))
    row = connection.execute(query).first()
    if row and row.status == OutboxStatus.PROVED:
        return row.ended_at, Outcome.DONE
    return None, Outcome.GIVEN_UP if row and row.status == OutboxStatus.EXPIRED else Outcome.NOT_EXPECTED


def _key(row: Row[Any]) -> tuple[str, str, str]:
    return row.kind, row.subject, row.channel

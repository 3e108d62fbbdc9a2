"""How deliveries stand: the last proved one of each series and conversation, and what is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.auditing.findings import Missing, Why
from bot.owners import NOTICE
from store.clock import current_moment
from store.owing import Action, OutboxStatus
from store.tables import audit_findings, audit_looks, outbox

_LOOK_BACK = timedelta(days=30)
# The auditor looks every minute.
_STOPPED_AFTER = timedelta(minutes=5)
_columns = outbox.c


@dataclass(frozen=True)
class Delivered:
    """The last proved message of a series in a conversation; of a kind, where it belongs to no series."""

    kind: str
    series: str | None
    channel: str
    at: datetime


@dataclass(frozen=True)
class Deliveries:
    """What was delivered last, the newest first, and what is missing.

    `silent_since`: when the auditor looked last, where it should have looked since.
    """

    last: tuple[Delivered, ...] = ()
    missing: tuple[Missing, ...] = ()
    silent_since: datetime | None = None


def read_deliveries(connection: Connection) -> Deliveries:
    """As of this moment."""
    now = current_moment(connection)
    looked_at = connection.execute(select(audit_looks.c.looked_at)).scalar()
    is_silent = looked_at is not None and looked_at < now - _STOPPED_AFTER
    return Deliveries(_last(connection, now), _missing(connection), looked_at if is_silent else None)


def _last(connection: Connection, now: datetime) -> tuple[Delivered, ...]:
    recent = (_columns.status == OutboxStatus.PROVED, _columns.ended_at > now - _LOOK_BACK)
    posts = (_columns.action == Action.POST, _columns.kind != NOTICE)
    names = (_columns.kind, _columns.series, _columns.channel)
    query = select(*names, func.max(_columns.ended_at).label("at")).where(*recent, *posts).group_by(*names)
    rows = connection.execute(query.order_by(func.max(_columns.ended_at).desc(), *names))
    return tuple(Delivered(*row) for row in rows)


def _missing(connection: Connection) -> tuple[Missing, ...]:
    open_ones = select(audit_findings).where(audit_findings.c.cleared_at.is_(None)).order_by(audit_findings.c.id)
    return tuple(
        Missing(row.kind, row.subject, row.channel, Why(row.why), row.due_at) for row in connection.execute(open_ones)
    )

"""Which promises count: those that were seen to fall due. A digest that somebody configures today has no yesterday."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.auditing.window import FURTHEST_BACK, Window
from bot.promises import Promise, PromisesBetween
from store.tables import audit_promises

_columns = audit_promises.c


def standing_promises(
    connection: Connection, window: Window, promises: Iterable[PromisesBetween]
) -> tuple[Promise, ...]:
    """Those of the window that fell due while the audit went on, or while it was down, and are not taken back since."""
    made = [each for between in promises for each in between(connection, window.since, window.now)]
    new = [
        {"kind": each.kind, "subject": each.subject, "channel": each.channel, "due_at": each.due_at}
        for each in made
        if each.due_at > window.last_look
    ]
    if new:
        connection.execute(insert(audit_promises).on_conflict_do_nothing(), new)
        connection.execute(delete(audit_promises).where(_columns.due_at < window.now - FURTHEST_BACK))
    names = select(_columns.kind, _columns.subject, _columns.channel).where(_columns.due_at > window.since)
    known = {tuple(row) for row in connection.execute(names)}
    return tuple(each for each in made if (each.kind, each.subject, each.channel) in known)

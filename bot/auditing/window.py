"""How far back the auditor looks: a few days, more where nobody has looked for a while, never before it began."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from store.clock import current_moment
from store.tables import audit_looks

LOOKS_BACK = timedelta(days=3)
FURTHEST_BACK = timedelta(days=31)


@dataclass(frozen=True)
class Window:
    """What was due after the one moment, up to the other. `last_look`: up to when promises are known already."""

    since: datetime
    last_look: datetime
    now: datetime


def open_window(connection: Connection) -> Window:
    """The window of this look, which is written down. The first look begins the audit: what was before owes nothing."""
    now = current_moment(connection)
    known = connection.execute(select(audit_looks).with_for_update()).first()
    if known is None:
        connection.execute(insert(audit_looks).values(began_at=now, looked_at=now))
        return Window(now, now, now)
    connection.execute(update(audit_looks).values(looked_at=now))
    last_look = max(min(known.looked_at, now), now - FURTHEST_BACK)
    back = max(last_look - LOOKS_BACK, now - FURTHEST_BACK)
    return Window(max(known.began_at, back), last_look, now)

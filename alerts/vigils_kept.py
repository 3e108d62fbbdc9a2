"""Vigils: the times in which nobody holds what is critical, as they are kept. One for each message at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, exists, insert, select, update

from alerts.episodes import Episode
from alerts.escalation import Escalation
from alerts.keeping import read_episodes
from alerts.rules import Severity
from store.clock import current_moment
from store.owing import OutboxStatus, withdraw
from store.tables import alert_reminders, alert_vigils, outbox


@dataclass(frozen=True)
class Vigil:
    """`step`: the next of the chain; `root_id`: the message whose critical episodes nobody holds."""

    id: int
    root_id: int
    began_at: datetime
    step: int


def keep_vigils(connection: Connection, escalation: Escalation, muted: Iterable[str] = ()) -> None:
    """Begin and end vigils, as episodes that are critical are held or not. Nothing begins before the message stands in
    Slack, nor for rules that are muted. What was to be said on a vigil that is over is not said.
    """
    now, quiet = current_moment(connection), set(muted)
    open_episodes = read_episodes(connection, open_only=True)
    wanted = {each.outbox_id for each in open_episodes if is_unheld(each) and each.key not in quiet}
    standing = {row.root_id: row.id for row in connection.execute(_open_vigils())}
    for root_id in sorted(standing.keys() - wanted):
        of_root = [each for each in open_episodes if each.outbox_id == root_id]
        _end(connection, standing[root_id], _ending(of_root), now)
    for root_id in sorted(each for each in wanted - standing.keys() if each is not None):
        _begin(connection, root_id, escalation, now)


def due_vigils(connection: Connection) -> tuple[Vigil, ...]:
    """Those whose next step is due."""
    due = _open_vigils().where(alert_vigils.c.next_at <= current_moment(connection)).order_by(alert_vigils.c.id)
    return tuple(Vigil(row.id, row.root_id, row.began_at, row.step) for row in connection.execute(due))


def keep_step(connection: Connection, vigil: Vigil, escalation: Escalation, owed: Iterable[int]) -> None:
    """A step is taken: what is `owed` reminds of the message; the next step is due when the chain says."""
    for outbox_id in owed:
        reminder = {"outbox_id": outbox_id, "root_id": vigil.root_id, "vigil_id": vigil.id}
        connection.execute(insert(alert_reminders).values(reminder))
    next_at = escalation.due(vigil.step + 1, vigil.began_at, current_moment(connection))
    taken = update(alert_vigils).where(alert_vigils.c.id == vigil.id)
    connection.execute(taken.values(step=vigil.step + 1, next_at=next_at))


def _open_vigils() -> Select[tuple[object, ...]]:
    return select(alert_vigils).where(alert_vigils.c.ended_at.is_(None))


def is_unheld(episode: Episode) -> bool:
    """Whether it is critical and nobody has taken it up."""
    return episode.severity is Severity.CRITICAL and episode.hold is None


def _ending(episodes_of_root: list[Episode]) -> str:
    if not episodes_of_root:
        return "over"
    is_critical = any(each.severity is Severity.CRITICAL for each in episodes_of_root)
    return "acknowledged or muted" if is_critical else "eased"


def _begin(connection: Connection, root_id: int, escalation: Escalation, now: datetime) -> None:
    is_posted = exists().where(outbox.c.id == root_id, outbox.c.status == OutboxStatus.PROVED)
    if connection.execute(select(is_posted)).scalar():
        row = {"root_id": root_id, "began_at": now, "next_at": escalation.due(0, now)}
        connection.execute(insert(alert_vigils).values(row))


def _end(connection: Connection, vigil_id: int, ending: str, now: datetime) -> None:
    said = select(alert_reminders.c.outbox_id).where(alert_reminders.c.vigil_id == vigil_id)
    for outbox_id in connection.execute(said).scalars().all():
        withdraw(connection, outbox_id, "somebody has taken it up, or it is over")
    ended = update(alert_vigils).where(alert_vigils.c.id == vigil_id)
    connection.execute(ended.values(ended_at=now, ending=ending))

"""What is kept of alerts: what is known of each rule, its episodes, and the log, which only grows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from alerts.developing import Known
from alerts.episodes import Course, Episode
from alerts.evaluation import Event, What
from alerts.holding import Hold
from alerts.rules import Severity
from alerts.states_kept import read, written
from store.clock import moment
from store.tables import alert_log, alert_looks, alert_states, episodes


@dataclass(frozen=True)
class Kept:
    """What the last look left: its number and what it looked at (`mark`), by rule and part what is known, and what is
    open.
    """

    number: int
    mark: str | None
    known: Mapping[str, Mapping[str, Known]]
    open: Mapping[str, Mapping[str, Episode]]


def read_kept(connection: Connection) -> Kept:
    """All of it."""
    number, mark = connection.execute(select(alert_looks.c.number, alert_looks.c.mark)).one()
    known: dict[str, dict[str, Known]] = {}
    for row in connection.execute(select(alert_states)):
        known.setdefault(row.rule_key, {})[row.part] = _known(row)
    standing: dict[str, dict[str, Episode]] = {}
    for episode in read_episodes(connection, open_only=True):
        standing.setdefault(episode.key, {})[episode.part] = episode
    return Kept(number, mark, known, standing)


def claim_look(connection: Connection, kept: Kept, mark: str) -> bool:
    """Make the next look's outcome the one that counts, once this transaction commits; False where another look has
    ended since `kept` was read.
    """
    mine = update(alert_looks).where(alert_looks.c.number == kept.number)
    return connection.execute(mine.values(number=kept.number + 1, mark=mark)).rowcount == 1


def keep_known(connection: Connection, key: str, part: str, known: Known) -> None:
    """What is known of one part of a rule now."""
    row = {
        "version": known.version,
        "through": known.state.through,
        "state": written(known.state),
        "before": written(known.before),
        "value": known.value,
        "verdict": known.verdict,
        "snapshot_id": known.snapshot,
    }
    kept = upsert(alert_states).values(rule_key=key, part=part, **row)
    connection.execute(kept.on_conflict_do_update(index_elements=["rule_key", "part"], set_=row))


def forget_known(connection: Connection, key: str) -> None:
    """Nothing is known of a rule that is no more."""
    connection.execute(delete(alert_states).where(alert_states.c.rule_key == key))


def keep_course(connection: Connection, course: Course) -> Course:
    """Write the episode and what happened to it; the course with the episode's id."""
    kept = replace(course, episode=_keep_episode(connection, course.episode)) if course.episode else course
    for event in course.events:
        log(connection, course, event, kept.episode)
    return kept


def log(connection: Connection, course: Course, event: Event, episode: Episode | None = None) -> None:
    """Add a line to the log. None is ever changed."""
    row = {
        "rule_key": course.key,
        "part": course.part,
        "episode_id": episode.id if episode else None,
        "day": event.day,
        "what": event.what,
        "value": event.value,
        "severity": event.severity,
        "reason": event.reason,
        "person": course.person or None,
    }
    connection.execute(insert(alert_log).values(row))


def told_by(connection: Connection, outbox_id: int, told: Iterable[Episode]) -> None:
    """These episodes are told of by this message."""
    ids = [episode.id for episode in told]
    connection.execute(update(episodes).where(episodes.c.id.in_(ids)).values(outbox_id=outbox_id))


def read_episodes(
    connection: Connection,
    *,
    open_only: bool = False,
    outbox_ids: Iterable[int] | None = None,
    since: datetime | None = None,
) -> tuple[Episode, ...]:
    """Episodes in the order in which they opened: all, those that are open, those that messages tell of, or those that
    were open at some time since a moment.
    """
    query = select(episodes).order_by(episodes.c.id)
    if open_only:
        query = query.where(episodes.c.ended_at.is_(None))
    if outbox_ids is not None:
        query = query.where(episodes.c.outbox_id.in_(list(outbox_ids)))
    if since is not None:
        query = query.where(episodes.c.ended_at.is_(None) | (episodes.c.ended_at >= since))
    return tuple(_episode(row) for row in connection.execute(query))


def _keep_episode(connection: Connection, episode: Episode) -> Episode:
    row = {
        "version": episode.version,
        "severity": episode.severity,
        "worst_severity": episode.worst_severity,
        "since": episode.since,
        "value": episode.value,
        "worst": episode.worst,
        "ended_on": episode.ended_on,
        "ending": episode.ending,
        "ended_at": None if episode.is_open else moment(),
    }
    if episode.id is not None:
        query = update(episodes).where(episodes.c.id == episode.id).values(row).returning(episodes)
    else:
        named = {"rule_key": episode.key, "part": episode.part, "metric": episode.metric}
        query = insert(episodes).values(**named, opened_on=episode.opened_on, **row).returning(episodes)  # type: ignore[assignment]  # either returns the row
    return _episode(connection.execute(query).one())


def _known(row: Row[Any]) -> Known:
    verdict = None if row.verdict is None else Severity(row.verdict)
    return Known(row.version, read(row.state), read(row.before), row.value, verdict, row.snapshot_id)


def _episode(row: Row[Any]) -> Episode:
    return Episode(
        key=row.rule_key,
        part=row.part,
        version=row.version,
        metric=row.metric,
        severity=Severity(row.severity),
        worst_severity=Severity(row.worst_severity),
        since=row.since,
        opened_on=row.opened_on,
        value=row.value,
        worst=row.worst,
        ended_on=row.ended_on,
        ending=None if row.ending is None else What(row.ending),
        id=row.id,
        outbox_id=row.outbox_id,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        hold=Hold(tuple(row.held_by), row.held_at, row.held_until, row.is_snoozed) if row.held_by else None,
        first_held_at=row.first_held_at,
    )

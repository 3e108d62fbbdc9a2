"""What people did to messages that tell of episodes, as it is kept; and who holds each episode because of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from alerts.episodes import Course, Episode
from alerts.evaluation import Event, What
from alerts.holding import Hold, Touch, Turn, first_held, hold_at
from alerts.keeping import log, read_episodes
from alerts.rules import Severity
from store.clock import current_moment
from store.owing import OutboxStatus
from store.tables import (
    alert_log,
    alert_looks,
    alert_read_backs,
    alert_reminders,
    alert_strangers,
    alert_touches,
    episodes,
    outbox,
)

_TURNS = (What.OPENED, What.ESCALATED, What.EASED, What.CARRIED)


@dataclass(frozen=True)
class Posted:
    """A message as it stands in Slack, and the message of episodes (`root_id`) that it is, or reminds of."""

    id: int
    root_id: int
    channel: str
    ts: str
    posted_at: datetime


def one_at_a_time(connection: Connection) -> None:
    """Wait for whoever changes what is known of alerts, and keep others from it until this transaction ends: so what
    people do and what a look finds have one order.
    """
    connection.execute(select(alert_looks.c.number).with_for_update())


def posted_at(connection: Connection, channel: str, ts: str) -> Posted | None:
    """The message there, if it tells of episodes or reminds of them."""
    found = _posted(connection, (outbox.c.posted_channel == channel) & (outbox.c.ts == ts))
    return found[0] if found else None


def is_any_on_its_way(connection: Connection) -> bool:
    """Whether a message of episodes, or what reminds of one, may stand in Slack without our knowing where."""
    told = select(episodes.c.outbox_id).where(episodes.c.outbox_id.is_not(None))
    ours = or_(outbox.c.id.in_(told), outbox.c.id.in_(select(alert_reminders.c.outbox_id)))
    unproved = outbox.c.status.in_([OutboxStatus.SENDING, OutboxStatus.UNCERTAIN])
    return connection.execute(select(outbox.c.id).where(unproved, ours).limit(1)).first() is not None


def posted_of_open(connection: Connection) -> tuple[Posted, ...]:
    """All messages that stand in Slack and tell, or remind, of episodes that are open."""
    open_roots = select(episodes.c.outbox_id).where(episodes.c.ended_at.is_(None), episodes.c.outbox_id.is_not(None))
    return _posted(connection, or_(outbox.c.id.in_(open_roots), alert_reminders.c.root_id.in_(open_roots)))


def keep_touch(connection: Connection, touch: Touch) -> bool:
    """Add what somebody did; False where it is known already."""
    once = upsert(alert_touches).values(vars(touch)).on_conflict_do_nothing()
    return connection.execute(once.returning(alert_touches.c.person)).first() is not None


def read_touches(connection: Connection, root_ids: Iterable[int]) -> Mapping[int, tuple[Touch, ...]]:
    """All that was done to messages of episodes and to what reminds of them, by the former."""
    roots, found = list(root_ids), defaultdict[int, list[Touch]](list)
    reminds = alert_reminders.c.outbox_id == alert_touches.c.message_id
    query = select(alert_touches, alert_reminders.c.root_id).outerjoin(alert_reminders, reminds)
    wanted = or_(alert_touches.c.message_id.in_(roots), alert_reminders.c.root_id.in_(roots))
    for row in connection.execute(query.where(wanted)):
        touch = Touch(row.message_id, row.person, row.name, row.is_set, row.at, row.given_at, row.until)
        found[row.root_id or row.message_id].append(touch)
    return {root: tuple(touches) for root, touches in found.items()}


def read_at(connection: Connection, message_id: int) -> datetime | None:
    """When the reactions of a message were last read back."""
    found: datetime | None = connection.execute(
        select(alert_read_backs.c.read_at).where(alert_read_backs.c.message_id == message_id)
    ).scalar()
    return found


def keep_read_back(connection: Connection, message_id: int, at: datetime) -> None:
    """The reactions of a message were read back."""
    read = upsert(alert_read_backs).values(message_id=message_id, read_at=at)
    latest = func.greatest(alert_read_backs.c.read_at, at)
    connection.execute(read.on_conflict_do_update(index_elements=["message_id"], set_={"read_at": latest}))


def tell_stranger_once(connection: Connection, root_id: int, person: str) -> bool:
    """Whether somebody who may not hold it is to be told so now: once for each message."""
    once = upsert(alert_strangers).values(root_id=root_id, person=person).on_conflict_do_nothing()
    return connection.execute(once.returning(alert_strangers.c.person)).first() is not None


def settle(connection: Connection, root_ids: Iterable[int] | None = None) -> tuple[int, ...]:
    """Bring who holds what up to date, for the episodes of these messages or for all that are open: the messages whose
    episodes changed hands. Must be `one_at_a_time`. What is over stays over, and as it was held then.
    """
    now = current_moment(connection)
    found = read_episodes(connection, outbox_ids=root_ids) if root_ids is not None else _open(connection)
    told = [each for each in found if each.outbox_id is not None and each.id is not None]
    touches = read_touches(connection, {each.outbox_id for each in told if each.outbox_id})
    turns = _turns(connection, [each.id for each in told if each.id])
    changed = [
        each
        for each in told
        if _settle(connection, each, touches.get(each.outbox_id or 0, ()), turns[each.id or 0], now)
    ]
    return tuple(sorted({each.outbox_id for each in changed if each.outbox_id}))


def _settle(
    connection: Connection, episode: Episode, touches: Sequence[Touch], turns: Sequence[Turn], now: datetime
) -> bool:
    # What was over was not taken up any more. Slack's clock may be ahead of ours: what is known to be done is done.
    touches = [each for each in touches if episode.ended_at is None or each.at < episode.ended_at]
    at = episode.ended_at or max([now, *(each.at for each in touches)])
    hold, first = hold_at(touches, turns, at), first_held(touches, turns, at)
    if (hold, first) == (episode.hold, episode.first_held_at):
        return False
    row = {
        "held_by": list(hold.people) if hold else [],
        "held_at": hold.since if hold else None,
        "held_until": hold.until if hold else None,
        "is_snoozed": bool(hold and hold.is_snooze),
        "first_held_at": first,
    }
    connection.execute(update(episodes).where(episodes.c.id == episode.id).values(row))
    _log(connection, episode, hold, touches)
    return hold != episode.hold


def _log(connection: Connection, episode: Episode, hold: Hold | None, touches: Sequence[Touch]) -> None:
    before = set(episode.hold.people) if episode.hold else set()
    people = set(hold.people) if hold else set()
    for person in sorted(people - before):
        _log_one(connection, episode, What.ACKNOWLEDGED, person, _how(touches, person, is_set=True))
    for person in sorted(before - people):
        _log_one(connection, episode, What.RELEASED, person, _how(touches, person, is_set=False))


def _log_one(connection: Connection, episode: Episode, what: What, person: str, reason: str) -> None:
    event = Event(what, episode.ended_on or episode.opened_on, None, episode.severity, reason)
    log(connection, Course(episode.key, episode.part, episode, person=person), event, episode)


def _how(touches: Iterable[Touch], person: str, *, is_set: bool) -> str:
    """By what they took it up or let it go; where it was nothing that they did, why it does not count any more."""
    done = sorted((each for each in touches if each.person == person), key=lambda each: (each.at, not each.is_set))
    if done and done[-1].is_set is is_set:
        return f"{done[-1].name}{'' if is_set else ' taken away'}"
    return "it has run out, or it has got worse"


def _open(connection: Connection) -> tuple[Episode, ...]:
    return read_episodes(connection, open_only=True)


def _turns(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[Turn]]:
    found: dict[int, list[Turn]] = {each: [] for each in ids}
    query = select(alert_log.c.episode_id, alert_log.c.at, alert_log.c.severity).order_by(alert_log.c.id)
    wanted = (alert_log.c.episode_id.in_(ids), alert_log.c.what.in_(_TURNS), alert_log.c.severity.is_not(None))
    for row in connection.execute(query.where(*wanted)):
        found[row.episode_id].append(Turn(row.at, Severity(row.severity)))
    return found


def _posted(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Posted, ...]:
    is_root = select(episodes.c.id).where(episodes.c.outbox_id == outbox.c.id).exists()
    query = (
        select(outbox.c.id, outbox.c.posted_channel, outbox.c.ts, outbox.c.ended_at, alert_reminders.c.root_id)
        .outerjoin(alert_reminders, alert_reminders.c.outbox_id == outbox.c.id)
        .where(
            wanted,
            outbox.c.ts.is_not(None),
            outbox.c.action == "post",
            or_(is_root, alert_reminders.c.root_id.is_not(None)),
        )
    )
    rows = connection.execute(query)
    return tuple(Posted(row.id, row.root_id or row.id, row.posted_channel, row.ts, row.ended_at) for row in rows)

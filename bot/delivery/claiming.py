"""Claims rows of the outbox, one at a time, for whoever sends, looks for or illustrates a message."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Exists, Row, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.delivery.outgoing import Outgoing, Parent, PictureSpec
from bot.views.message import Message
from store.clock import moment
from store.owing import Action, OutboxStatus
from store.tables import channel_pauses, outbox

# Slack takes one message a second in each conversation.
PACE = timedelta(seconds=1)
# Whoever has not ended by then is taken for dead. Long enough for a post that timed out to have landed.
LEASE = timedelta(seconds=60)
# Stands for every conversation, where Slack refuses all of them.
EVERYWHERE = "*"
# Stands for the pictures of every conversation: they come by another method than messages, with a limit of its own.
PICTURES = "* pictures"
_columns = outbox.c
_about = outbox.alias("about")


@dataclass(frozen=True)
class Claimer:
    """Claims for one replica. `pace`: between two messages in one conversation; `lease`: how long a claim holds."""

    holder: str
    pace: timedelta = PACE
    lease: timedelta = LEASE

    def claim_message(self, connection: Connection) -> Outgoing | None:
        """The most urgent row to send or to look for; a row that is to be sent is written down as on its way."""
        row = connection.execute(_messages()).first()
        if row is None or not self._take_turn(connection, row.channel):
            return None
        is_sent = row.status in {OutboxStatus.OWED, OutboxStatus.REFUSED}
        now = moment()
        sending = {
            "status": OutboxStatus.SENDING,
            "attempts": _columns.attempts + 1,
            "first_sent_at": func.coalesce(_columns.first_sent_at, now),
            "last_sent_at": now,
        }
        return self._claimed(connection, row, sending if is_sent else {})

    def claim_picture(self, connection: Connection) -> Outgoing | None:
        """A message that stands in its conversation and still wants its picture."""
        row = connection.execute(_pictures()).first()
        return None if row is None else self._claimed(connection, row, {"attempts": _columns.attempts + 1})

    def _take_turn(self, connection: Connection, channel: str) -> bool:
        """Of two replicas that write to one conversation, one has to wait."""
        free_at = moment() + self.pace
        turn = insert(channel_pauses).values(channel=channel, free_at=free_at)
        taken = turn.on_conflict_do_update(
            index_elements=["channel"], set_={"free_at": free_at}, where=channel_pauses.c.free_at <= moment()
        )
        return connection.execute(taken.returning(channel_pauses.c.channel)).first() is not None

    def _claimed(self, connection: Connection, row: Row[tuple[object, ...]], values: dict[str, object]) -> Outgoing:
        lease = {"token": _columns.token + 1, "holder": self.holder, "leased_until": moment() + self.lease}
        claimed = update(outbox).where(_columns.id == row.id).values(**values, **lease).returning(outbox)
        return _outgoing(connection.execute(claimed).one(), row)


def _messages() -> Select[tuple[object, ...]]:
    waits = _columns.status.in_([OutboxStatus.OWED, OutboxStatus.UNCERTAIN, OutboxStatus.REFUSED])
    # Whoever was sending and let the lease lapse died, or is too late: nobody knows whether the message stands there.
    is_left = _columns.status == OutboxStatus.SENDING
    has_parent = or_(_columns.about_id.is_(None), _about.c.status == OutboxStatus.PROVED)
    paused = _paused(_columns.channel, EVERYWHERE)
    return _candidates(or_(and_(waits, _columns.next_at <= moment()), is_left), has_parent, ~paused)


def _paused(*places: object) -> Exists:
    return exists().where(channel_pauses.c.channel.in_(places), channel_pauses.c.free_at > moment())


def _pictures() -> Select[tuple[object, ...]]:
    wanted = (_columns.status == OutboxStatus.PROVED, _columns.picture_status == "wanted", ~_paused(PICTURES))
    return _candidates(*wanted, _columns.next_at <= moment())


def _candidates(*conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    is_free = or_(_columns.leased_until.is_(None), _columns.leased_until < moment())
    parent = (_about.c.posted_channel.label("parent_channel"), _about.c.ts.label("parent_ts"))
    # What was refused is tried last: it must not keep others from their turn.
    urgency = case((_columns.status == OutboxStatus.REFUSED, 1), else_=0)
    return (
        select(_columns.id, _columns.channel, _columns.status, *parent)
        .outerjoin(_about, _about.c.id == _columns.about_id)
        .where(is_free, *conditions)
        .order_by(urgency, _columns.priority, _columns.due_at, _columns.id)
        .limit(1)
        .with_for_update(of=outbox, skip_locked=True)
    )


def _outgoing(row: Row[tuple[object, ...]], found: Row[tuple[object, ...]]) -> Outgoing:
    """`row` as it is now, `found` as it was."""
    content = row.message
    return Outgoing(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        channel=row.channel,
        action=Action(row.action),
        status=OutboxStatus(found.status),
        token=row.token,
        attempts=row.attempts,
        message=Message(content["text"], tuple(content["blocks"])),
        about_id=row.about_id,
        parent=Parent(found.parent_channel, found.parent_ts) if found.parent_ts else None,
        words=row.words,
        snapshot_id=row.snapshot_id,
        created_at=row.created_at,
        first_sent_at=row.first_sent_at,
        last_sent_at=row.last_sent_at,
        posted_channel=row.posted_channel,
        ts=row.ts,
        may_repeat=row.may_repeat,
        file_id=row.file_id,
        picture=PictureSpec.read(row.picture) if row.picture else None,
    )

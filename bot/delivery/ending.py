"""What became of a claimed row: written down while the claim stands; but a proof is true whoever has the claim."""

from datetime import timedelta

from sqlalchemy import Connection, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.delivery.claiming import EVERYWHERE, PACE, PICTURES
from bot.delivery.outgoing import Outgoing
from store.clock import moment
from store.owing import Action, OutboxStatus
from store.tables import channel_pauses, outbox, posted_answers

_columns = outbox.c
_FREE = {"holder": None, "leased_until": None}


def is_mine(connection: Connection, row: Outgoing) -> bool:
    """Whether nobody else has claimed the row since."""
    found = select(_columns.id).where(_columns.id == row.id, _columns.token == row.token)
    return connection.execute(found).first() is not None


def prove(connection: Connection, row: Outgoing, channel: str, ts: str, proof: str) -> bool:
    """The message stands there. Also where the claim was lost: whoever has it now must not send it again.

    False where it was known already.
    """
    proved = {
        "status": OutboxStatus.PROVED,
        "posted_channel": channel,
        "ts": ts,
        "proof": proof,
        "ended_at": moment(),
        "next_at": moment(),
        "attempts": 0,
        "error": None,
        "token": _columns.token + 1,
    }
    first = (
        update(outbox).where(_columns.id == row.id, _columns.status != OutboxStatus.PROVED).values(**proved, **_FREE)
    )
    if connection.execute(first).rowcount != 1:
        return False
    if row.words and row.action is Action.POST:
        _remember(connection, row, channel, ts)
    return True


def doubt(connection: Connection, row: Outgoing, reason: str, look_after: timedelta) -> None:
    """Nobody knows whether it stands there: to be looked for after a while."""
    _end(connection, row, status=OutboxStatus.UNCERTAIN, error=reason, next_at=moment() + look_after)


def owe_again(connection: Connection, row: Outgoing, reason: str | None, after: timedelta = timedelta()) -> None:
    """It does certainly not stand there, or sending it twice does no harm."""
    _end(connection, row, status=OutboxStatus.OWED, error=reason, next_at=moment() + after)


def owe_unread(connection: Connection, row: Outgoing, reason: str) -> None:
    """Nobody may read whether it stands there: rather said twice, and that it may be, than never."""
    _end(connection, row, status=OutboxStatus.OWED, error=reason, next_at=moment(), may_repeat=True)


def look_again(connection: Connection, row: Outgoing, reason: str, after: timedelta) -> None:
    """It could not be looked for."""
    _end(connection, row, status=OutboxStatus.UNCERTAIN, error=reason, next_at=moment() + after)


def refuse(connection: Connection, row: Outgoing, reason: str, after: timedelta) -> bool:
    """Slack will not have it until something is mended; it is tried again after a while. Whether it was mine to say."""
    refused = {"status": OutboxStatus.REFUSED, "error": reason, "ended_at": moment(), "next_at": moment() + after}
    return _end(connection, row, **refused)


def give_up(connection: Connection, row: Outgoing, reason: str) -> None:
    """It is not worth sending any more."""
    _end(connection, row, status=OutboxStatus.EXPIRED, error=reason, ended_at=moment())


def show_picture(connection: Connection, row: Outgoing, file_id: str) -> None:
    """The picture stands in the message."""
    _end(connection, row, picture_status="shown", file_id=file_id, attempts=0)


def keep_file(connection: Connection, row: Outgoing, file_id: str) -> None:
    """The picture is uploaded: whoever tries next uploads no other."""
    mine = (_columns.id == row.id, _columns.token == row.token)
    connection.execute(update(outbox).where(*mine).values(file_id=file_id))


def want_picture_later(connection: Connection, row: Outgoing, after: timedelta) -> None:
    """Not now."""
    _end(connection, row, next_at=moment() + after)


def want_all_pictures_after(connection: Connection, row: Outgoing, seconds: float) -> None:
    """Nor any other before that; and this was no try."""
    pause(connection, PICTURES, seconds)
    _end(connection, row, next_at=moment(), attempts=_columns.attempts - 1)


def do_without_picture(connection: Connection, row: Outgoing) -> None:
    """The message stays as it is."""
    _end(connection, row, picture_status="given up", attempts=0)


def pause(connection: Connection, channel: str, seconds: float) -> None:
    """Nobody writes to this conversation before that."""
    free_at = moment() + timedelta(seconds=seconds)
    row = insert(channel_pauses).values(channel=channel, free_at=free_at)
    later = func.greatest(channel_pauses.c.free_at, free_at)
    connection.execute(row.on_conflict_do_update(index_elements=["channel"], set_={"free_at": later}))


def pause_refused(connection: Connection, channel: str, seconds: float) -> None:
    """As `pause`; and to none, where another is refused as well: then it is the whole workspace that gets too much."""
    others = channel_pauses.c.channel.not_in([channel, EVERYWHERE, PICTURES])
    # A second is our own pace; only Slack asks for more.
    is_refused = select(exists().where(others, channel_pauses.c.free_at > moment() + PACE))
    if connection.execute(is_refused).scalar():
        pause(connection, EVERYWHERE, seconds)
    pause(connection, channel, seconds)


def expire(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Give up what is too late, overtaken, or about a message that never came: (kind, subject, channel, why).

    Only what certainly does not stand in its conversation: what is in doubt is looked for first.
    """
    newer, about = outbox.alias("newer"), outbox.alias("about")
    is_newer = (newer.c.series == _columns.series, newer.c.channel == _columns.channel, newer.c.id > _columns.id)
    overtaken = exists().where(*is_newer, newer.c.action == _columns.action, newer.c.due_at <= moment())
    orphaned = exists().where(about.c.id == _columns.about_id, about.c.status == OutboxStatus.EXPIRED)
    found = []
    for why, condition in (
        ("too late to be of use", _columns.expires_at <= moment()),
        ("overtaken by a newer one", overtaken),
        ("what it is about was never posted", orphaned),
    ):
        waiting = _columns.status.in_([OutboxStatus.OWED, OutboxStatus.REFUSED])
        is_free = or_(_columns.leased_until.is_(None), _columns.leased_until < moment())
        ended = {"status": OutboxStatus.EXPIRED, "error": why, "ended_at": moment(), "token": _columns.token + 1}
        statement = update(outbox).where(waiting, is_free, condition).values(ended)
        gone = connection.execute(statement.returning(_columns.kind, _columns.subject, _columns.channel)).all()
        found += [(row.kind, row.subject, row.channel, why) for row in gone]
    return found


def _end(connection: Connection, row: Outgoing, **values: object) -> bool:
    mine = (_columns.id == row.id, _columns.token == row.token)
    return connection.execute(update(outbox).where(*mine).values(**values, **_FREE)).rowcount == 1


def _remember(connection: Connection, row: Outgoing, channel: str, ts: str) -> None:
    """What the message answers, for Explain. It is corrected in its thread, and does not follow the numbers."""
    content = {"words": row.words, "snapshot_id": row.snapshot_id, "posted_at": moment(), "is_live": False}
    answer = insert(posted_answers).values(channel=channel, ts=ts, thread_ts=row.thread_ts, **content)
    connection.execute(answer.on_conflict_do_update(index_elements=["channel", "ts"], set_=content))

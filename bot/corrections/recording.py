"""What is said of a message is owed and written down in one transaction: whoever comes second finds it said."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from bot.corrections.followed import FollowedMessage
from bot.corrections.judging import Correction
from bot.corrections.kinds import CORRECTION, MARK
from bot.views.correction import correction_message, marked, number_now
from bot.views.message import Block, Message
from store.clock import current_moment
from store.owing import Action, OwedMessage, Priority, owe, owed_id
from store.tables import corrected_numbers, followed_messages


def record_compared(connection: Connection, message: FollowedMessage, newest: int) -> bool:
    """What was said of the message may stand, up to the newest snapshot; False where somebody was faster."""
    return _is_taken(connection, message, newest, message.revision)


def record_corrected(connection: Connection, correction: Correction, newest: int, blocks: Sequence[Block]) -> bool:
    """The correction and the mark are owed; False where somebody was faster. `blocks`: of the message as it stands."""
    if not _is_taken(connection, correction.message, newest, correction.revision):
        return False
    _write_down(connection, correction)
    _owe_correction(connection, correction)
    _owe_mark(connection, correction, blocks)
    return True


def _is_taken(connection: Connection, message: FollowedMessage, newest: int, revision: int) -> bool:
    known = followed_messages.c
    as_read = (known.compared_snapshot_id == message.compared, known.revision == message.revision)
    taken = update(followed_messages).where(known.outbox_id == message.id, *as_read)
    return connection.execute(taken.values(compared_snapshot_id=newest, revision=revision)).rowcount == 1


def _write_down(connection: Connection, correction: Correction) -> None:
    now = current_moment(connection)
    said = [
        {
            "outbox_id": correction.message.id,
            "position": each.number.position,
            "revision": correction.revision,
            "value": each.now.value,
            "shown": number_now(each.now),
            "snapshot_id": correction.snapshot.id,
            "said_at": now,
        }
        for each in correction.numbers
    ]
    connection.execute(insert(corrected_numbers), said)


def _owe_correction(connection: Connection, correction: Correction) -> None:
    """A reply the first time, and from then on an edit of it: a thread is no log."""
    message, posted = correction.message, None
    if correction.revision > 1:
        posted = owed_id(connection, CORRECTION, str(message.id), message.channel)
    said = correction_message(correction)
    if posted is None:
        _owe(connection, correction, CORRECTION, said, about=message.root_id, subject=str(message.id))
    else:
        _owe(connection, correction, CORRECTION, said, about=posted, action=Action.EDIT)


def _owe_mark(connection: Connection, correction: Correction, blocks: Sequence[Block]) -> None:
    """The posted message as it is, and a line that it was corrected."""
    about = correction.message.id
    said = marked(correction.message.content.text, blocks, correction)
    _owe(connection, correction, MARK, said, about=about, action=Action.EDIT)


def _owe(
    connection: Connection,
    correction: Correction,
    kind: str,
    said: Message,
    *,
    about: int,
    subject: str | None = None,
    action: Action = Action.POST,
) -> None:
    message = correction.message
    is_edit = action is Action.EDIT
    owe(
        connection,
        OwedMessage(
            kind=kind,
            subject=subject or f"{message.id} {correction.revision}",
            channel=message.channel,
            text=said.text,
            blocks=said.blocks,
            due_at=current_moment(connection),
            action=action,
            priority=Priority.CORRECTION,
            words=correction.numbers[0].number.stated.words,
            snapshot_id=correction.snapshot.id,
            # Of two edits that wait, only the newer is worth making.
            series=f"{kind} {message.id}" if is_edit else None,
            about_id=about,
        ),
    )

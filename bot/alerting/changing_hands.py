"""A message whose episodes have changed hands says so: it is edited, without writing the rest of it anew."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from alerts.keeping import read_episodes
from bot.views.alert_response import with_response
from bot.views.message import Message
from store.clock import current_moment
from store.owing import Action, OutboxStatus, OwedMessage, Priority, owe
from store.tables import alert_log, outbox

EDIT_KIND = "alert-edit"


def edit_series(root_id: int) -> str:
    """The newest edit of a message overtakes those that were not made yet."""
    return f"{EDIT_KIND} {root_id}"


def owe_hands(connection: Connection, root_ids: Iterable[int]) -> None:
    """Owe the edits of these messages. One that nobody has seen yet is left alone: nobody can have touched it."""
    number = connection.execute(select(func.max(alert_log.c.id))).scalar()
    for root_id in root_ids:
        newest = newest_of(connection, root_id)
        if newest is None:
            continue
        said = Message(newest.message["text"], tuple(newest.message["blocks"]))
        message = with_response(said, read_episodes(connection, outbox_ids=[root_id]))
        edit = OwedMessage(
            EDIT_KIND,
            f"{root_id} in other hands, {number}",
            newest.channel,
            message.text,
            message.blocks,
            current_moment(connection),
            action=Action.EDIT,
            priority=Priority.ALERT,
            picture=newest.picture,
            file_id=newest.file_id,
            words=newest.words,
            snapshot_id=newest.snapshot_id,
            series=edit_series(root_id),
            about_id=root_id,
        )
        owe(connection, edit)


def newest_of(connection: Connection, root_id: int) -> Row[Any] | None:
    """The message as it was last written, be it sent or not; None where it does not stand in Slack."""
    is_posted = select(outbox.c.id).where(outbox.c.id == root_id, outbox.c.status == OutboxStatus.PROVED)
    if connection.execute(is_posted).first() is None:
        return None
    is_edit = (outbox.c.about_id == root_id) & (outbox.c.action == Action.EDIT)
    written = select(outbox).where(or_(outbox.c.id == root_id, is_edit))
    return connection.execute(written.order_by(outbox.c.id.desc()).limit(1)).one()

"""Which posted messages must be held against the newest snapshot, and what was said in each of them and since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from bot.corrections.kinds import CORRECTED_KINDS, LOOK_BACK, MARK, PICTURE_SETTLES, CorrectedKind
from bot.views.message import Block
from store.clock import moment
from store.owing import Action, OutboxStatus, StatedNumber
from store.tables import corrected_numbers, followed_messages, outbox, stated_numbers


@dataclass(frozen=True)
class Said:
    """What a correction said of a number, and when."""

    value: Decimal | None
    shown: str
    at: datetime


@dataclass(frozen=True)
class FollowedNumber:
    """A number as its message states it, and what corrections have said of it since, the latest last."""

    position: int
    stated: StatedNumber
    corrected: tuple[Said, ...] = ()

    @property
    def said(self) -> Decimal | None:
        """The value that was said last."""
        return self.corrected[-1].value if self.corrected else self.stated.value


@dataclass(frozen=True)
class Content:
    """What a message shows without any mark. `file_id`: of the picture that the sender has put into it, if any."""

    text: str
    blocks: tuple[Block, ...]
    written_at: datetime
    picture: Mapping[str, Any] | None = None
    file_id: str | None = None


@dataclass(frozen=True)
class FollowedMessage:
    """A posted message that states numbers.

    `root_id`: the message whose thread it stands in, or its own id. `compared`, `revision`: up to which snapshot it was
    compared, and how many times it was corrected; who has read other ones than stand there writes nothing.
    """

    id: int
    kind: CorrectedKind
    channel: str
    root_id: int
    compared: int
    revision: int
    numbers: tuple[FollowedNumber, ...]
    content: Content


def follow_posted(connection: Connection) -> None:
    """From now on, what was posted in the last days is held against the snapshots after its own."""
    posted = (
        select(outbox.c.id, func.min(stated_numbers.c.snapshot_id))
        .join(stated_numbers, stated_numbers.c.outbox_id == outbox.c.id)
        .outerjoin(followed_messages, followed_messages.c.outbox_id == outbox.c.id)
        .where(_is_recent(), followed_messages.c.outbox_id.is_(None))
        .group_by(outbox.c.id)
    )
    followed = insert(followed_messages).from_select(["outbox_id", "compared_snapshot_id"], posted)
    # Two replicas may look at once.
    connection.execute(followed.on_conflict_do_nothing())


def pass_over_untouched(connection: Connection, newest: int) -> int:
    """Count as compared what nothing since can have moved, in one statement; how many that were."""
    return connection.execute(text(_untouched()), {"newest": newest}).rowcount


def read_behind(connection: Connection, newest: int) -> tuple[int, ...]:
    """The messages that are still to be compared with the newest snapshot, the newest first."""
    settled = or_(outbox.c.picture_status.is_distinct_from("wanted"), outbox.c.ended_at < moment() - PICTURE_SETTLES)
    behind = (
        select(outbox.c.id)
        .join(followed_messages, followed_messages.c.outbox_id == outbox.c.id)
        .where(_is_recent(), settled, followed_messages.c.compared_snapshot_id < newest)
        .order_by(outbox.c.id.desc())
    )
    return tuple(connection.execute(behind).scalars())


def read_followed(connection: Connection, outbox_id: int) -> FollowedMessage:
    """A message with its numbers, as of this moment."""
    query = (
        select(outbox, followed_messages)
        .join(followed_messages, followed_messages.c.outbox_id == outbox.c.id)
        .where(outbox.c.id == outbox_id)
    )
    row = connection.execute(query).one()
    return FollowedMessage(
        id=row.id,
        kind=CORRECTED_KINDS[row.kind],
        channel=row.channel,
        root_id=_root(connection, row.id),
        compared=row.compared_snapshot_id,
        revision=row.revision,
        numbers=_numbers(connection, outbox_id),
        content=_content(connection, outbox_id),
    )


def _is_recent() -> ColumnElement[bool]:
    return and_(
        outbox.c.status == OutboxStatus.PROVED,
        outbox.c.action == Action.POST,
        outbox.c.kind.in_(CORRECTED_KINDS),
        outbox.c.ended_at > moment() - LOOK_BACK,
    )


def _root(connection: Connection, outbox_id: int) -> int:
    """Slack has no threads in threads: a reply is answered beside it."""
    known = select(outbox.c.id, outbox.c.about_id).where(outbox.c.id == outbox_id).cte("above", recursive=True)
    above = select(outbox.c.id, outbox.c.about_id).join(known, outbox.c.id == known.c.about_id)
    chain = known.union_all(above)
    root: int = connection.execute(select(chain.c.id).where(chain.c.about_id.is_(None))).scalar_one()
    return root


def _content(connection: Connection, outbox_id: int) -> Content:
    """As posted, or as edited last by whatever is no mark of ours."""
    edited = and_(outbox.c.about_id == outbox_id, outbox.c.action == Action.EDIT, outbox.c.kind != MARK)
    versions = select(outbox).where(or_(outbox.c.id == outbox_id, edited), outbox.c.status == OutboxStatus.PROVED)
    row = connection.execute(versions.order_by(outbox.c.id.desc()).limit(1)).one()
    file_id = row.file_id if row.picture_status == "shown" else None
    return Content(row.message["text"], tuple(row.message["blocks"]), row.created_at, row.picture, file_id)


def _numbers(connection: Connection, outbox_id: int) -> tuple[FollowedNumber, ...]:
    stated, corrected = stated_numbers.c, corrected_numbers.c
    rows = connection.execute(select(stated_numbers).where(stated.outbox_id == outbox_id).order_by(stated.position))
    said = connection.execute(
        select(corrected_numbers).where(corrected.outbox_id == outbox_id).order_by(corrected.revision)
    ).all()
    return tuple(
        FollowedNumber(
            row.position,
            StatedNumber(row.words, row.as_of, row.title, row.shown, row.value, row.snapshot_id),
            tuple(Said(each.value, each.shown, each.said_at) for each in said if each.position == row.position),
        )
        for row in rows
    )


@cache
def _untouched() -> str:
    return (Path(__file__).parent / "untouched.sql").read_text(encoding="utf-8")

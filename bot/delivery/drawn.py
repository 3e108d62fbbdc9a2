"""The picture that an owed message wants: what it is of, and the message with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.delivery.outgoing import Outgoing, PictureSpec
from bot.drawing import Drawing, alt_of
from bot.exhibits import Answers, look_up
from bot.views.blocks import picture
from bot.views.message import Block, Message
from metrics.answer import Answer
from metrics.as_of import UnknownSnapshotError
from metrics.engine import AsOf

_ALT_LIMIT = 2000


def drawing_of(spec: PictureSpec, answers: Answers, written_at: datetime) -> Drawing | None:
    """What the picture is of, from the snapshot of its message and as of the moment (aware of its zone) that it was
    written at; None where there is nothing to draw. It blocks.
    """
    reply = read_command(spec.words, all_commands())
    if not isinstance(reply, Show):
        return None
    try:
        drawing = look_up(reply.shown, answers, spec.as_of, AsOf(spec.snapshot_id, written_at)).drawing
    except UnknownSnapshotError:
        return None
    if spec.levels is None or not isinstance(drawing, Answer):
        return drawing
    return replace(drawing, levels=spec.levels, status=spec.status or drawing.status)


def with_picture(blocks: Sequence[Block], spec: PictureSpec, file_id: str, alt_text: str) -> tuple[Block, ...]:
    """The blocks with the picture in its place."""
    at = len(blocks) if spec.at is None else spec.at
    return (*blocks[:at], picture(file_id, alt_text[:_ALT_LIMIT]), *blocks[at:])


def illustrated(row: Outgoing) -> Message:
    """The message as it goes out, with its picture where that is uploaded already: an edit does not take it away."""
    message = row.keyed()
    if row.file_id is None or row.picture is None:
        return message
    return replace(message, blocks=with_picture(message.blocks, row.picture, row.file_id, message.text))


def alt_text_of(drawing: Drawing | None, otherwise: str) -> str:
    """What the picture shows, in words."""
    return alt_of(drawing) if drawing else otherwise

"""The picture of a posted message, as a block again: an edit replaces all blocks, and would take it away."""

from collections.abc import Sequence
from datetime import date

from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.corrections.followed import Content
from bot.drawing import Drawing, alt_of
from bot.exhibits import Answers, look_up
from bot.views.blocks import picture
from bot.views.message import Block
from metrics.as_of import UnknownSnapshotError
from metrics.engine import AsOf

_ALT_LIMIT = 2000


def blocks_with_picture(content: Content, answers: Answers) -> tuple[Block, ...]:
    """The blocks as they stand in Slack, with the picture where the sender has put it. It may block."""
    if content.file_id is None or content.picture is None:
        return content.blocks
    image = picture(content.file_id, _alt_text(content, answers)[:_ALT_LIMIT])
    at = content.picture.get("at", len(content.blocks))
    return tuple(_inserted(content.blocks, at, image))


def _inserted(blocks: Sequence[Block], at: int, image: Block) -> list[Block]:
    return [*blocks[:at], image, *blocks[at:]]


def _alt_text(content: Content, answers: Answers) -> str:
    """What the picture shows, in words: it was drawn of the snapshot of its message."""
    drawing = _drawing(content, answers)
    return alt_of(drawing) if drawing else content.text


def _drawing(content: Content, answers: Answers) -> Drawing | None:
    asked = content.picture or {}
    reply = read_command(str(asked.get("words", "")), all_commands())
    snapshot = asked.get("snapshot_id")
    if not isinstance(reply, Show) or snapshot is None:
        return None
    try:
        return look_up(reply.shown, answers, date.fromisoformat(str(asked["as_of"])), AsOf(int(snapshot))).drawing
    except UnknownSnapshotError:
        return None

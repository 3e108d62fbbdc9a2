"""The picture of a posted message, as a block again: an edit replaces all blocks, and would take it away."""

from bot.corrections.followed import Content
from bot.delivery.drawn import alt_text_of, drawing_of, with_picture
from bot.delivery.outgoing import PictureSpec
from bot.exhibits import Answers
from bot.views.message import Block


def blocks_with_picture(content: Content, answers: Answers) -> tuple[Block, ...]:
    """The blocks as they stand in Slack, with the picture where the sender has put it. It may block."""
    if content.file_id is None or content.picture is None:
        return tuple(content.blocks)
    spec = PictureSpec.read(content.picture)
    return with_picture(
        content.blocks, spec, content.file_id, alt_text_of(drawing_of(spec, answers, content.written_at), content.text)
    )

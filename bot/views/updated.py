"""What a message says of its own change: when its numbers moved, and what they were."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.views.blocks import context
from bot.views.message import TEXT_LIMIT, Block, Message, escaped
from metrics.answer.wording import day_text

_MOST_TOLD = 3


def update_note(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], at: datetime, asked: date) -> str:
    """ "Updated 10:42: was 3.61:1"; with the day where it is not the one of the question, with titles on a page.

    `before` and `after`: the headline numbers with their titles. `at`: when the new ones were published.
    """
    day = "" if at.date() == asked else f"{day_text(at.date(), year=False)}, "
    moment = f"Updated {day}{at:%H:%M}"
    now = dict(after)
    moved = [(title, number) for title, number in before if title in now and now[title] != number]
    told = ", ".join(
        f"{title} was {number}" if len(before) > 1 else f"was {number}" for title, number in moved[:_MOST_TOLD]
    )
    rest = f" and {len(moved) - _MOST_TOLD} more" if len(moved) > _MOST_TOLD else ""
    return f"{moment}: {told}{rest}" if told else moment


def noted(message: Message, note: str) -> Message:
    """The same message, saying so in front of its small print, and to who can't see that."""
    blocks, text = list(message.blocks), f"{message.text} {escaped(note)}."
    origin = max((n for n, block in enumerate(blocks) if block["type"] == "context"), default=None)
    if origin is not None:
        blocks[origin] = _in_front(blocks[origin], note)
    # The number itself goes before what it was.
    return replace(message, text=text if len(text) <= TEXT_LIMIT else message.text, blocks=tuple(blocks))


def _in_front(block: Block, note: str) -> Block:
    (first,) = context(note)["elements"]
    return {**block, "elements": [first, *block["elements"]][:10]}

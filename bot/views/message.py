"""A message as Slack takes it: the text that screen readers and notifications read, and the blocks that others see."""

import re
from dataclasses import dataclass
from typing import Any

from bot.legible import legible

Block = dict[str, Any]

# chat.update refuses longer texts; chat.postMessage only advises against them.
TEXT_LIMIT = 4000
# What is longer is no word, and may be cut anywhere.
_LONGEST_WORD = 60
_HALF_TOKEN = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)$")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True)
class Message:
    """What is sent. `shows_picture`: one of the blocks is the uploaded picture."""

    text: str
    blocks: tuple[Block, ...] = ()
    shows_picture: bool = False


def escaped(text: str) -> str:
    """Text that Slack shows as it is: a channel that is named <!channel> calls nobody."""
    return legible(text).translate(_ESCAPES)


def spoken(text: str) -> str:
    """The top-level text of a message: escaped, and cut between words where it is too long."""
    return fitted(escaped(text))


def fitted(whole: str) -> str:
    """What is escaped already, or names people, cut between words where it is too long for a message."""
    if len(whole) <= TEXT_LIMIT:
        return whole
    # An escape or a name that was cut in two would be shown as letters.
    cut = _HALF_TOKEN.sub("", whole[: TEXT_LIMIT - 1])
    words, _, last = cut.rpartition(" ")
    return f"{words if len(last) < _LONGEST_WORD else cut}…"

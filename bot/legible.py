"""Text from anywhere, as it can be sent and kept, and as people see all of it."""

import re

# Controls but tab and newline, what turns the rest of a line around, and what has no width.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Halves of letters can't be sent, and the letter 0 can't be kept.
_NO_LETTERS = re.compile(r"[\x00\ud800-\udfff]")
_INSTEAD = "\ufffd"


def whole(text: str) -> str:
    """The text with a sign in place of what is no letter, and would break whatever it is written to."""
    return _NO_LETTERS.sub(_INSTEAD, text)


def legible(text: str) -> str:
    """The text without what nobody sees: it could turn a line around, or hide what a name begins with."""
    return _UNSEEN.sub("", whole(text))

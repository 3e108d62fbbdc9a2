"""Typed text -> words: lower case, without what changes nothing: punctuation, control characters, a genitive's s."""

import re
import unicodedata
from dataclasses import dataclass

_PARTED_BY = re.compile(r"[\s,;]+")
_LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "%": "pct"})
# Signs that stand around a word, or alone between two, say nothing; inside one, as in "ltv:cac", they may.
_BEFORE = '"“”([*_.:-–—|&+/=<>'
_AFTER = f"{_BEFORE}'?!)]"


@dataclass(frozen=True)
class Word:
    """A word as it is understood, and as it was typed."""

    plain: str
    typed: str


def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text, without what is punctuation alone."""
    typed = _PARTED_BY.split(_visible(unicodedata.normalize("NFKC", text)))
    return tuple(Word(plain, word) for word in typed if (plain := _plain(word)))


def plain_text(words: tuple[Word, ...]) -> str:
    """The words as a phrase to look up."""
    return " ".join(word.plain for word in words)


def _visible(text: str) -> str:
    """Invisible format characters go; control characters and halves of letters part words, as a space does."""
    if text.isascii() and text.isprintable():
        return text
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    return "".join(" " if kind in {"Cc", "Cs"} else letter for letter, kind in kinds if kind != "Cf")


def _plain(word: str) -> str:
    plain = word.lower().translate(_LOOKALIKES).lstrip(_BEFORE).rstrip(_AFTER)
    return plain.removesuffix("'s") or plain

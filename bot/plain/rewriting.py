"""Ways of saying things, and the words of the grammar that they stand for: declared in `sayings.txt`, taken in order.

What no line there fits is left as it is, for the grammar to refuse.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "sayings.txt"
_ARROW = " =>"
# How words are said that stand for the words of the grammar, and what says nothing.
_OF_GRAMMAR = ("number", "polite")


@dataclass(frozen=True)
class Saying:
    """A way of saying something, and the words that it stands for; none where it says nothing."""

    pattern: re.Pattern[str]
    words: str

    def rewritten(self, text: str) -> str:
        """The text with those words in its place."""
        return self.pattern.sub(f" {self.words} ", text)


def begins_with(text: str, section: str) -> str | None:
    """The text without the first saying of the section that it has; None where it has none."""
    for saying in _sayings()[section]:
        found = saying.pattern.search(text)
        if found:
            return squeezed(f"{text[: found.start()]} {text[found.end() :]}")
    return None


def rewritten(text: str, *sections: str) -> str:
    """The text with what each saying of these sections stands for."""
    for section in sections:
        for saying in _sayings()[section]:
            text = saying.rewritten(text)
    return squeezed(text)


def of_grammar(text: str) -> str:
    """The text with the words of the grammar in place of those that stand for them."""
    return rewritten(text, *_OF_GRAMMAR)


def squeezed(text: str) -> str:
    """The text with one space between its words."""
    return " ".join(text.split())


@cache
def _sayings() -> Mapping[str, tuple[Saying, ...]]:
    return _read(_FILE.read_text(encoding="utf-8").splitlines())


def _read(lines: Iterable[str]) -> Mapping[str, tuple[Saying, ...]]:
    found: dict[str, tuple[Saying, ...]] = {}
    section = ""
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found[section] = ()
        elif line.strip() and not line.startswith("#"):
            pattern, arrow, words = line.partition(_ARROW)
            if not arrow:
                raise ValueError(f"{_FILE.name}: no => in {line!r}")
            found[section] += (Saying(re.compile(pattern), words.strip()),)
    return found

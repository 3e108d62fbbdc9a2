"""What the doctor finds."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """Whether something is to be done: nothing, perhaps, or before kpibot can work."""

    GOOD = "ok"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do about it where it is not good."""

    about: str
    grade: Grade
    text: str
    remedy: str = ""


def good(about: str, text: str) -> Finding:
    """It is as it must be."""
    return Finding(about, Grade.GOOD, text)


def note(about: str, text: str, remedy: str = "") -> Finding:
    """It works, and could be better."""
    return Finding(about, Grade.NOTE, text, remedy)


def bad(about: str, text: str, remedy: str) -> Finding:
    """Something does not work until it is mended."""
    return Finding(about, Grade.BAD, text, remedy)

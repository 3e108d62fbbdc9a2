"""One line of the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_WORDS = 500


class Kind(StrEnum):
    """What somebody did."""

    QUESTION = "question"
    EXPORT = "export"
    REFRESH = "refresh"
    STATUS = "status"
    DIGEST = "digest preview"
    SUBSCRIPTION = "subscription"
    ALERTS = "alerts"
    RULE = "rule change"
    MARK = "alert mark"
    HOME = "home"
    NOTE = "note"
    AUDIT = "audit"
    TERMINAL = "command line"
    OTHER = "other"


@dataclass(frozen=True)
class Entry:
    """What somebody wanted, in their words, and what came of it. `code`: under which it stands in the log."""

    kind: Kind
    user: str | None
    channel: str | None
    words: str
    outcome: str
    code: str


@dataclass(frozen=True)
class Written:
    """A line as it was kept; the user is None once their data was erased."""

    at: datetime
    entry: Entry


# Keeps a line: bot.journal.book.Journal.write. It blocks.
Write = Callable[[Entry], None]


def forgotten(entry: Entry) -> None:
    """Where no journal is kept."""

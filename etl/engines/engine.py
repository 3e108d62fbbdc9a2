"""What every engine that may hold sources can do, whatever it is."""

from collections.abc import Iterator, Mapping
from typing import Protocol

Row = tuple[object, ...]


class EngineError(Exception):
    """The sources can't be read where they lie; the sentence says what to do."""


class Engine(Protocol):
    """An open session on an engine. What it defines is gone with it, and nothing of the company's is written."""

    @property
    def dialect(self) -> str:
        """Which SQL it reads: a name of etl.engines.dialect."""

    @property
    def place(self) -> str:
        """Where the sources lie, without a password."""

    def attach(self, source: str, name: str) -> Mapping[str, str] | None:
        """Let queries read the source's relation under a name; its columns with their types, in the engine's words.

        None where the engine has no such relation.
        """

    def define(self, name: str, select: str) -> None:
        """Let queries read a SELECT under a name; it is computed where it is read."""

    def keep(self, name: str, select: str) -> None:
        """As `define`, computed once."""

    def rows(self, select: str) -> Iterator[Row]:
        """The rows of a SELECT; memory stays bounded whatever their number."""

    def close(self) -> None:
        """End the session."""


def quoted(words: str) -> str:
    """A text as a literal of standard SQL."""
    escaped = words.replace("'", "''")
    return f"'{escaped}'"

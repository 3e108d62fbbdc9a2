"""Bytes of a file, as long as they are what an export can be: no line without end, and no few bytes that unpack to all
of a disk.
"""

import io
from collections.abc import Callable
from typing import Protocol

from etl.importing.errors import ImportFileError

# Far longer than any row of ours; the csv reader holds a line at once.
LONGEST_LINE = 16 * 1024 * 1024
# Real exports are packed five to thirty times; gzip can do a thousand.
MOST_PACKED = 200
_SMALL = 4 * 1024 * 1024


class Bytes(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many."""


class BoundedBytes(io.RawIOBase):
    """Reads on from `source`; `packed` says how much of the file was read for it."""

    def __init__(self, source: Bytes, name: str, packed: Callable[[], int]) -> None:
        self._source = source
        self._name = name
        self._packed = packed
        self._line = 0
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer is all that is ever given
        """Fill the buffer. Raises ImportFileError where the file goes beyond the bounds."""
        found = self._source.read(len(buffer))
        buffer[: len(found)] = found
        self._total += len(found)
        end = max(found.rfind(b"\n"), found.rfind(b"\r"))
        self._line = self._line + len(found) if end < 0 else len(found) - end
        self._check()
        return len(found)

    def _check(self) -> None:
        if self._line > LONGEST_LINE:
            raise ImportFileError(f"{self._name} has a line of more than {LONGEST_LINE:,} bytes: it is no CSV of rows.")
        if self._total > max(_SMALL, MOST_PACKED * self._packed()):
            raise ImportFileError(
                f"{self._name} unpacks to more than {MOST_PACKED} times its size, as no export does. "
                "If it is right all the same, unpack it first and import the .csv."
            )

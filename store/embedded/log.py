"""The server's log: a file in the home that never grows past its bound."""

import os
from pathlib import Path

LIMIT_BYTES = 1_000_000


class BoundedLog:
    """A log file with one older generation beside it; together they stay under twice the limit."""

    def __init__(self, path: Path, limit: int = LIMIT_BYTES) -> None:
        self.path = path
        self._limit = limit

    def append(self, chunk: bytes) -> None:
        """Write a chunk, moving a full file aside first."""
        if self.path.exists() and self.path.stat().st_size + len(chunk) > self._limit:
            self.path.replace(self.path.with_name(f"{self.path.name}.1"))
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(chunk)

    def tail(self, lines: int = 6) -> str:
        """The last lines, as an error's sentence quotes them; empty where there is no log yet."""
        if not self.path.exists():
            return ""
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - 4096))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])

"""Uploaded files: waiting for their bytes, being processed, ready, and where they are shared."""

import mimetypes
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sandbox.state.changes import Changes
from sandbox.state.ids import Ids

_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
PICTURES = frozenset(kind for _, kind in _SIGNATURES)


@dataclass(frozen=True)
class File:
    """One file. `completed` is when its upload was finished; `ready` when it is processed (None then means never)."""

    id: str
    name: str
    length: int
    ticket: str
    owner: str
    alt_txt: str | None = None
    title: str | None = None
    content: bytes | None = None
    completed: datetime | None = None
    ready: datetime | None = None
    shares: tuple[tuple[str, str], ...] = ()

    def is_ready(self, now: datetime) -> bool:
        """Whether Slack is done with scanning and processing it."""
        return self.ready is not None and now >= self.ready

    @property
    def mimetype(self) -> str:
        """What the bytes are, by their first ones for pictures and by the name otherwise."""
        for signature, kind in _SIGNATURES:
            if (self.content or b"").startswith(signature):
                return kind
        guessed = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return "application/octet-stream" if guessed in PICTURES else guessed


class FileShelf:
    """Keeps files by id and by upload ticket."""

    def __init__(self, ids: Ids, changes: Changes) -> None:
        self._files: dict[str, File] = {}
        self._ids = ids
        self._changes = changes

    @property
    def all(self) -> tuple[File, ...]:
        """Every file, in the order of their upload."""
        return tuple(self._files.values())

    def reserve(self, name: str, length: int, owner: str, alt_txt: str | None) -> File:
        """A place for bytes that are still to come."""
        file = File(self._ids.make("F"), name, length, secrets.token_urlsafe(24), owner, alt_txt)
        return self.put(file)

    def get(self, file_id: str) -> File | None:
        """The file of that id."""
        return self._files.get(file_id)

    def by_ticket(self, ticket: str) -> File | None:
        """The file that an upload URL was issued for."""
        return next((file for file in self._files.values() if secrets.compare_digest(file.ticket, ticket)), None)

    def put(self, file: File) -> File:
        """Add a file, or replace the one of the same id."""
        self._files[file.id] = file
        self._changes.touch()
        return file

    def remove(self, file_id: str) -> None:
        """Take a file away; messages that showed it show nothing in its place."""
        del self._files[file_id]
        self._changes.touch()

    def share(self, file_id: str, channel: str, ts: str) -> File:
        """Record that a message of a channel shows the file."""
        file = self._files[file_id]
        return self.put(replace(file, shares=(*file.shares, (channel, ts))))

"""File locks that the kernel takes back from a process however it ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.embedded.errors import EmbeddedServerError

_POLL_SECONDS = 0.02


def is_held(path: Path) -> bool:
    """Whether any living process holds the lock."""
    descriptor = _open(path)
    try:
        if not _take(descriptor):
            return True
        # Released by word and not only by closing: a process forked just now shares this descriptor.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        return False
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path, deadline: float) -> Iterator[None]:
    """Hold the lock; `deadline` is a moment of time.monotonic() after which waiting for it is given up."""
    descriptor = _open(path)
    try:
        while not _take(descriptor):
            if time.monotonic() > deadline:
                raise EmbeddedServerError(
                    f"Another kpibot has been starting the database for too long (it holds {path}). "
                    "End that process, then try again."
                )
            time.sleep(_POLL_SECONDS)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""The folder of the server's socket: private, short enough for the kernel, and gone when the server is."""

import os
import shutil
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from store.embedded.site import Site

PORT = 5432  # over a socket only a part of the file's name
_NAME = f".s.PGSQL.{PORT}"
_MOST_BYTES = 99  # of the socket's whole path; macOS ends at 103, Linux at 107


def socket_folder(site: Site) -> Path | None:
    """A folder that works for the server's socket; None where this machine has none, and loopback must do."""
    if _works(site.run):
        return site.run
    recorded = _recorded(site)
    if recorded is not None:
        return recorded
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp")):  # noqa: S108  # mkdtemp makes a private folder in it
        with suppress(OSError):
            folder = Path(tempfile.mkdtemp(prefix="kpibot-", dir=parent))
            if _works(folder):
                site.give(folder)
                site.room.socket_file.write_text(str(folder))
                return folder
            folder.rmdir()
    return None


def remove_sockets(site: Site) -> None:
    """Remove the sockets of a server that has ended, and the folder outside the home if one was made."""
    for name in (_NAME, f"{_NAME}.lock"):
        (site.run / name).unlink(missing_ok=True)
    recorded = _recorded(site)
    if recorded is not None:
        shutil.rmtree(recorded, ignore_errors=True)
    site.room.socket_file.unlink(missing_ok=True)


def _recorded(site: Site) -> Path | None:
    """The folder that an earlier start made, if it is still there and still private."""
    if not site.room.socket_file.exists():
        return None
    folder = Path(site.room.socket_file.read_text())
    with suppress(FileNotFoundError):
        found = folder.lstat()
        # In a folder that everybody can write to, another user may have made one of this name since.
        if stat.S_ISDIR(found.st_mode) and found.st_uid == site.owner_uid and not found.st_mode & 0o077:
            return folder
    return None


def _works(folder: Path) -> bool:
    path = folder / _NAME
    # libpq takes a comma for the start of another host, and a leading @ for Linux's abstract names.
    if len(os.fsencode(path)) > _MOST_BYTES or "," in str(folder):
        return False
    probe = folder / ".probe"
    try:
        with socket.socket(socket.AF_UNIX) as trial:
            trial.bind(str(probe))
    except OSError:  # some mounted folders hold files but no sockets
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True

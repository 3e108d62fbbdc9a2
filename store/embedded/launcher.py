"""Becomes the server: holds its lock, gives up root, ties its life to the parent's, and then is the program named.

Run as a script in a fresh interpreter, so that no code of ours runs between a fork and an exec in a process that has
threads. Its arguments: the parent's pid, the lock file, "uid:gid", the descriptor to watch (each empty where it does
not apply), then the program and its arguments. It imports nothing of ours: isolated, it would find nothing.
"""

import ctypes
import fcntl
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LIBC = ctypes.CDLL(None, use_errno=True)  # loaded while its file is certainly readable


def main(parent: str, lock: str, account: str, watched: str, *command: str) -> None:
    """Replace this process by the command."""
    os.umask(0o077)
    os.chdir("/")
    lock_descriptor = _hold(lock) if lock else None
    if account:
        _become(*(int(number) for number in account.split(":")))
    if watched:
        _leave_watchdog(int(watched), lock_descriptor)
    elif sys.platform == "linux":
        _die_with_parent()
    if os.getppid() != int(parent):
        sys.exit("kpibot ended while its database was being started")
    os.execv(command[0], command)  # noqa: S606  # no shell is wanted: the arguments go as they are


def _hold(path: str) -> int:
    # The server and each of its backends inherit the lock: while it is held, something still uses the data folder.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"another server still holds {path}")
    os.set_inheritable(descriptor, True)  # noqa: FBT003  # the standard library's signature
    return descriptor


def _become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _die_with_parent() -> None:
    # After the change of user, which would clear it. SIGINT is PostgreSQL's fast shutdown: clients are cut off, what is
    # committed is checkpointed, and the next start has nothing to recover.
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0) != 0:
        sys.exit(f"prctl failed: {os.strerror(ctypes.get_errno())}")


def _leave_watchdog(watched: int, lock_descriptor: int | None) -> None:
    """Where the kernel has no death signal: a process that asks the server to stop when the parent's pipe closes."""
    server = os.getpid()
    if (child := os.fork()) > 0:
        os.close(watched)
        os.waitpid(child, 0)
        return
    if os.fork() > 0:  # so that the server is not the watchdog's parent, and never takes its end for a crash
        os._exit(0)
    if lock_descriptor is not None:
        os.close(lock_descriptor)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    # A byte means that the server was seen to end: its pid may be another process's by now.
    if not os.read(watched, 1):
        os.kill(server, signal.SIGINT)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

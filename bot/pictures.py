"""Answer -> a picture that Slack can show: drawn, uploaded unshared, and waited for until Slack has processed it.

One answer is drawn and uploaded once, however often it is shown: who asks again gets the same file.
"""

import asyncio
import logging
from collections import OrderedDict
from typing import Protocol

from bot.drawing import Drawing, alt_of, name_of
from bot.log_lines import log_line, timed
from bot.slack_client import SlackClient
from bot.slack_errors import RefusedError, UncertainError
from bot.uploading import Upload, completed, placed
from charts import FILE_LIMIT, PictureForm

_log = logging.getLogger("kpibot.pictures")
_KEPT = 200
RENDER_SECONDS = 20.0
# Slack processes an upload within a second as a rule, and is known to take many.
READY_PAUSES = (0.1, 0.2, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)


class PictureError(Exception):
    """There is no picture, for a reason that the log has. The answer goes out without it."""


class Renderer(Protocol):
    """What draws: charts.RenderPool."""

    async def render(
        self,
        shown: Drawing,
        timeout: float,  # noqa: ASYNC109  # the pool's own promise
        form: PictureForm = PictureForm.PNG,
    ) -> bytes:
        """The picture as a PNG or an SVG; raises RenderError."""


class Pictures:
    """Keeps the uploaded pictures of the answers that were shown last."""

    def __init__(
        self, renderer: Renderer, slack: SlackClient, *, ready_pauses: tuple[float, ...] = READY_PAUSES
    ) -> None:
        self._renderer = renderer
        self._slack = slack
        self._ready_pauses = ready_pauses
        self._made: OrderedDict[Drawing, asyncio.Task[str]] = OrderedDict()

    def of(self, drawing: Drawing) -> asyncio.Task[str]:
        """The file id of the answer's picture, once Slack can show it. The task fails with PictureError."""
        task = self._made.get(drawing)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._made[drawing] = asyncio.create_task(self._make(drawing))
            task.add_done_callback(_look_at)
        self._made.move_to_end(drawing)
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return task

    async def within(self, seconds: float, picture: asyncio.Task[str] | None) -> str | None:
        """The file id, where the picture is there by then; a picture that fails is none."""
        if picture is None:
            return None
        await asyncio.wait({picture}, timeout=seconds)
        if not picture.done() or picture.cancelled() or picture.exception() is not None:
            return None
        return picture.result()

    def forget(self, drawing: Drawing) -> None:
        """Slack does not show this picture after all: the next time another one is uploaded."""
        self._made.pop(drawing, None)

    async def close(self) -> None:
        """Stop what is being made."""
        making = [task for task in self._made.values() if not task.done()]
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    async def _make(self, drawing: Drawing) -> str:
        try:
            with timed("render"):
                png = await self._renderer.render(drawing, timeout=RENDER_SECONDS)
            with timed("upload"):
                file_id = await self._upload(drawing, png)
            with timed("processing"):
                await self._until_ready(file_id)
        except Exception as failure:
            # Whatever is wrong with a picture, the number must go out.
            log_line(_log, logging.WARNING, "no picture", metric=name_of(drawing), reason=failure)
            raise PictureError(str(failure)) from failure
        return file_id

    async def _upload(self, drawing: Drawing, png: bytes) -> str:
        title = f"{drawing.title}, {drawing.period.label}"
        upload = Upload(f"{name_of(drawing)}.png", title, png, "image/png", alt_of(drawing, FILE_LIMIT))
        file_id = await placed(self._slack, upload)
        try:
            await completed(self._slack, file_id, title)
        except UncertainError:
            # It may be done, and can't be done twice; files.info will tell.
            log_line(_log, logging.INFO, "upload uncertain", file=file_id)
        return file_id

    async def _until_ready(self, file_id: str) -> None:
        for pause in self._ready_pauses:
            if await self._is_ready(file_id):
                return
            await asyncio.sleep(pause)
        if not await self._is_ready(file_id):
            raise UncertainError(f"Slack has not processed the picture {file_id} in time")

    async def _is_ready(self, file_id: str) -> bool:
        """Whether Slack knows what it is; the message's own refusal tells where files.info may not be called."""
        try:
            answer = await self._slack.call("files.info", {"file": file_id}, as_form=True)
        except RefusedError as refused:
            if refused.code != "missing_scope":
                raise
            return True
        file = answer["file"]
        return isinstance(file, dict) and bool(file.get("mimetype"))


def _look_at(task: asyncio.Task[str]) -> None:
    """The failure was logged where it happened; nobody need wait for this task."""
    if not task.cancelled():
        task.exception()

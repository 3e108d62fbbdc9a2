"""Makes the file of an answer, in the form that is wanted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.command import Export
from bot.drawing import Drawing
from bot.exhibits import is_drawable
from bot.exporting.document import document_of
from bot.exporting.files import ExportError, ExportFile, csv_file, pdf_file
from bot.exporting.forms import Form
from bot.exporting.paper import Paper
from bot.exporting.pdf import pdf_bytes
from bot.pictures import RENDER_SECONDS, Renderer
from charts import PictureForm, RenderError


@dataclass(frozen=True)
class Stationery:
    """What a company's files are made on: its paper, its time zone, and the clock."""

    paper: Paper = Paper.LETTER
    zone: str = "UTC"
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class FileMaker:
    """Makes them for conversations: pictures are drawn elsewhere, and nothing holds up the event loop."""

    renderer: Renderer
    stationery: Stationery

    async def __call__(self, content: Drawing, wanted: Export) -> ExportFile:
        """The file. Raises ExportError with a sentence."""
        if wanted.form is Form.CSV:
            return await asyncio.to_thread(csv_file, content)
        picture = await self._picture(content)
        return await asyncio.to_thread(pdf_of, content, picture, self.stationery)

    async def _picture(self, content: Drawing) -> bytes | None:
        if not is_drawable(content):
            return None
        try:
            return await self.renderer.render(content, timeout=RENDER_SECONDS, form=PictureForm.SVG)
        except RenderError as failed:
            raise ExportError(f"{failed} Ask for it as csv.") from failed


def pdf_of(content: Drawing, picture: bytes | None, stationery: Stationery) -> ExportFile:
    """The PDF of it, with its picture as an SVG where it has one. It blocks. Raises ExportError with a sentence."""
    made_at = stationery.clock()
    document = document_of(content, made_at, stationery.zone)
    return pdf_file(content, pdf_bytes(document, picture, stationery.paper, made_at))

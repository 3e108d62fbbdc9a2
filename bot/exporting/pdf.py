"""What a PDF says, and its picture -> the PDF's bytes. Typst sets it; it comes with the extra `pdf`."""

import json
from datetime import datetime
from importlib.util import find_spec

from bot.exporting.document import Document
from bot.exporting.files import ExportError
from bot.exporting.paper import Paper
from bot.exporting.template import TEMPLATE
from bot.legible import whole
from charts import font_folder

_NAMES = {Paper.A4: "a4", Paper.LETTER: "us-letter"}


def pdf_bytes(document: Document, picture: bytes | None, paper: Paper, made_at: datetime) -> bytes:
    """The PDF, tagged for screen readers, the same bytes for the same input. `picture`: an SVG.

    It blocks, for some 50 ms. Raises ExportError where Typst is not installed.
    """
    if find_spec("typst") is None:
        raise ExportError("PDF needs the extra “pdf”: pip install 'kpibot[pdf]', or ask for it as csv.")
    # Only who makes a PDF pays for it.
    import typst  # noqa: PLC0415

    given = {
        **document.as_data,
        "paper": _NAMES[paper],
        "picture": picture.decode() if picture else None,
    }
    try:
        made = typst.compile(
            TEMPLATE.encode(),
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())]),
            # Typst reads no halves of letters.
            sys_inputs={"given": whole(json.dumps(given, ensure_ascii=False))},
            format="pdf",
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as failed:
        raise ExportError(f"The PDF could not be set ({failed.message}). Ask for it as csv.") from failed
    if not isinstance(made, bytes):
        raise ExportError("The PDF could not be set. Ask for it as csv.")
    return made

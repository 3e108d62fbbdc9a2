"""Numbers -> the file that hands them over."""

import re
from dataclasses import dataclass

from bot.drawing import Drawing, name_of
from bot.exporting.cells import BOM
from bot.exporting.forms import Form
from bot.exporting.table import as_csv

CONTENT_TYPES = {Form.CSV: "text/csv; charset=utf-8", Form.PDF: "application/pdf"}
# With its days far shorter than what file systems take.
_NAME_LIMIT = 80


class ExportError(Exception):
    """There is no file, for a reason that is a sentence and says what to do."""


@dataclass(frozen=True)
class ExportFile:
    """A file as it is handed over."""

    name: str
    content: bytes
    content_type: str


def csv_file(content: Drawing) -> ExportFile:
    """The table of it, in UTF-8 with the mark that Excel needs to read it as such."""
    return ExportFile(filename(content, Form.CSV), f"{BOM}{as_csv(content)}".encode(), CONTENT_TYPES[Form.CSV])


def pdf_file(content: Drawing, made: bytes) -> ExportFile:
    """The PDF of it."""
    return ExportFile(filename(content, Form.PDF), made, CONTENT_TYPES[Form.PDF])


def filename(content: Drawing, form: Form) -> str:
    """What it is of and its days: "revenue_2026-10-01_2026-10-31.csv"."""
    days = dict.fromkeys((content.period.start.isoformat(), content.period.end.isoformat()))
    name = re.sub(r"[^a-z0-9]+", "-", name_of(content).lower())[:_NAME_LIMIT]
    return f"{name}_{'_'.join(days)}.{form}"

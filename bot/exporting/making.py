"""Makes the file of an answer, in the form that is wanted."""

from dataclasses import dataclass

from bot.command import Export
from bot.drawing import Drawing
from bot.exporting.files import ExportError, ExportFile, csv_file
from bot.exporting.forms import Form


@dataclass(frozen=True)
class FileMaker:
    """Makes them for the conversations of one company."""

    async def __call__(self, content: Drawing, wanted: Export) -> ExportFile:
        """The file. Raises ExportError with a sentence."""
        if wanted.form is Form.CSV:
            return csv_file(content)
        raise ExportError(f"Ask for it as csv: /kpi {wanted.shown.words} as csv")

"""Values as the cells of a CSV file: all their digits, ISO dates, and no text that a spreadsheet would run."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

from bot.legible import legible, whole

Cell = str | int | Decimal | date | datetime | None
# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, behind blanks and in full width too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Without it Excel takes UTF-8 for the code page of the machine, and "–" for "â€“".
BOM = "\ufeff"


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    r"""The rows as RFC 4180 wants them: lines end with \r\n, and what holds a comma, quote or line end is quoted."""
    file = StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([cell_text(cell) for cell in row] for row in rows)
    return file.getvalue()


def cell_text(cell: Cell) -> str:
    """One value. Text that would begin a formula gets an apostrophe before it; a number, however negative, does not."""
    match cell:
        case None:
            return ""
        case str():
            text = whole(cell)
            return f"'{text}" if any(map(_FORMULA.match, (text, legible(text)))) else text
        case Decimal():
            # Never 1E+3: programs that read the file expect digits.
            return f"{cell:f}"
        case datetime():
            return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case int():
            return str(cell)

"""Reads a .csv or .csv.gz file as rows with the line each begins on; memory stays bounded whatever the size."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import TextIO

from etl.importing.bounded import BoundedBytes
from etl.importing.errors import ImportFileError

BATCH_ROWS = 10_000

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Batch:
    """Rows as they came, and the line that each begins on."""

    lines: Sequence[int]
    rows: Sequence[list[str]]


class CsvFile:
    """An open file: its header, and its rows in batches."""

    def __init__(self, path: Path, stream: TextIO, position: Callable[[], int]) -> None:
        self.name = path.name
        self._reader = csv.reader(stream, strict=True, skipinitialspace=True)
        self.position = position
        with self._explaining():
            self.header = [name.strip().lower() for name in next(self._reader, [])]
        if not any(self.header):
            raise ImportFileError(f"{path.name} is empty: its first line must name the columns.")

    def batches(self) -> Iterator[Batch]:
        """The rows, BATCH_ROWS at a time; blank lines are no rows."""
        while True:
            begins = self._reader.line_num + 1
            with self._explaining():
                rows = list(islice(self._reader, BATCH_ROWS))
            if not rows:
                return
            if self._reader.line_num - begins + 1 == len(rows) and all(rows):
                yield Batch(range(begins, begins + len(rows)), rows)
            else:
                yield _with_lines_counted(begins, rows)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        name, line = self.name, self._reader.line_num + 1
        try:
            yield
        except UnicodeDecodeError as error:
            raise ImportFileError(
                f"{name} is not UTF-8 text (after line {self._reader.line_num:,}): save it as CSV in UTF-8."
            ) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ImportFileError(f"{name} is not a whole gzip file: export or download it again.") from error
        except csv.Error as error:
            raise ImportFileError(f"{name} is not well-formed CSV near line {line:,}: {error}.") from error


def _with_lines_counted(begins: int, rows: Sequence[list[str]]) -> Batch:
    # A row spans one line more for each line break inside its cells; a blank line is a row of no cells.
    spans = (1 + sum(len(_LINE_BREAK.findall(cell)) for cell in row) for row in rows)
    starts = accumulate(spans, initial=begins)
    kept = [(line, row) for line, row in zip(starts, rows, strict=False) if row]
    return Batch([line for line, _ in kept], [row for _, row in kept])


@contextmanager
def open_csv(path: Path) -> Iterator[CsvFile]:
    """Open a file for reading. Raises ImportFileError for what is no CSV in UTF-8."""
    if not path.is_file():
        raise ImportFileError(f"There is no file {path}.")
    with (
        path.open("rb") as raw,
        gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw as unpacked,
        io.BufferedReader(BoundedBytes(unpacked, path.name, raw.tell)) as bounded,
        # newline="" leaves line ends inside quoted fields to the csv reader.
        io.TextIOWrapper(bounded, encoding="utf-8-sig", newline="") as stream,
    ):
        yield CsvFile(path, stream, raw.tell)

"""A finance model as rows of one forecast each, whether it has a line for each of them or a column for each metric."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from etl.contracts import FORECASTS
from etl.importing.errors import ImportFileError
from etl.importing.reading import Batch, CsvFile
from store.assumptions import NameFault

_MONTH = re.compile(r"(\d{4}-\d\d)(-\d\d)?", re.ASCII)
_NAMES = {name: field.name for field in FORECASTS.fields for name in (field.name, *field.aliases)}
_LONG = tuple(field.name for field in FORECASTS.fields)
_BASE = "base"


@dataclass(frozen=True)
class MetricNames:
    """What metrics are called, which only the catalogue knows.

    `canonical`: the catalogue's name for what people write, or their own words; `fault`: what is wrong with a name.
    """

    canonical: Callable[[str], str] = str
    fault: NameFault = lambda _name: None


class ForecastFile:
    """A finance model, read as rows of `header`. An empty cell of a metric's column is no forecast, and no row."""

    def __init__(self, file: CsvFile, names: MetricNames) -> None:
        self.name = file.name
        self.position = file.position
        self._file = file
        self._names = names
        self._columns = [_NAMES.get(name, name) for name in file.header]
        self._is_long = {"metric", "value"} <= set(self._columns)
        self.header = file.header if self._is_long else list(_LONG)
        if not self._is_long:
            self._refuse_what_names_no_metric_once()

    def batches(self) -> Iterator[Batch]:
        """The rows; those of one line of a wide file bear its number each."""
        for batch in self._file.batches():
            rows = [
                (line, read)
                for line, row in zip(batch.lines, batch.rows, strict=True)
                for read in ([self._long(row)] if self._is_long else self._wide(row))
            ]
            if rows:
                yield Batch([line for line, _ in rows], [row for _, row in rows])

    def _long(self, row: list[str]) -> list[str]:
        return [self._written(name, cell) for name, cell in zip(self._columns, row, strict=False)] + row[
            len(self._columns) :
        ]

    def _wide(self, row: list[str]) -> Iterator[list[str]]:
        beyond = [f"column {number}" for number in range(len(self._columns) + 1, len(row) + 1)]
        cells = list(zip(chain(self._columns, beyond), row, strict=False))
        of = {name: self._written(name, cell) for name, cell in cells}
        for name, cell in cells:
            if name not in {"month", "scenario"} and cell:
                yield [of.get("month", ""), self._names.canonical(name), of.get("scenario", _BASE), cell]

    def _written(self, name: str, cell: str) -> str:
        """A cell as it is kept: one spelling of each month, metric and scenario, so that repeats are seen."""
        match name:
            case "month":
                month = _MONTH.fullmatch(cell)
                return f"{month[1]}-01" if month else cell
            case "metric":
                return self._names.canonical(cell)
            case "scenario":
                return cell.strip().lower() or _BASE
        return cell

    def _refuse_what_names_no_metric_once(self) -> None:
        metrics = [name for name in self._columns if name not in {"month", "scenario"}]
        if "month" not in self._columns or not metrics:
            raise ImportFileError(
                f"{self.name} is no forecast: its header needs month, and beside it metric and value, or a column for "
                f"each metric (it has {', '.join(self._file.header)[:200]})."
            )
        self._refuse_repeated([name for name in self._columns if name in {"month", "scenario"}])
        self._refuse_repeated([self._names.canonical(name) for name in metrics])

    def _refuse_repeated(self, names: Sequence[str]) -> None:
        for name in names:
            if names.count(name) > 1:
                raise ImportFileError(f"{self.name} has more than one column of {name}: keep one of them.")

"""Checks the cells of a batch by its contract: in bulk where all is well, cell by cell where a reason is owed.

A batch that passes costs a few C-level calls a column; only a batch that fails is read again to say why.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from etl.contracts import Field, Kind
from etl.importing.reading import Line

# Offsets end at 15:59 because PostgreSQL's do.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)", re.ASCII)
_NAIVE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,12})?", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_FLAGS = frozenset({"true", "false", "t", "f", "yes", "no", "1", "0"})
_LONGEST_TEXT = 500


@dataclass(frozen=True)
class Refused:
    """A row that import does not take, and why."""

    line: int
    reason: str
    row: dict[str, str]


@dataclass(frozen=True)
class Checker:
    """Knows the columns of one file (None where the contract has no such field) and the company's currency."""

    columns: tuple[Field | None, ...]
    header: tuple[str, ...]
    currency: str

    def split(self, batch: Sequence[Line]) -> tuple[list[Line], list[Refused]]:
        """The batch's good rows and its refused ones."""
        if self._is_good(batch):
            return list(batch), []
        good: list[Line] = []
        refused: list[Refused] = []
        for line, row in batch:
            reason = self._reason(row)
            if reason is None:
                good.append((line, row))
            else:
                refused.append(Refused(line, reason, self._named(row)))
        return good, refused

    def _is_good(self, batch: Sequence[Line]) -> bool:
        width = len(self.columns)
        if any(len(row) != width for _, row in batch):
            return False
        by_column = zip(*(row for _, row in batch), strict=True)
        return all(self._is_good_column(field, cells) for field, cells in zip(self.columns, by_column, strict=True))

    def _is_good_column(self, field: Field | None, cells: tuple[str, ...]) -> bool:
        if field is None:
            return True
        if "" in cells:
            if field.required:
                return False
            cells = tuple(filter(None, cells))
        try:
            return all(map(self._test(field.kind), cells))
        except ValueError:
            return False

    def _test(self, kind: Kind) -> Callable[[str], object]:
        return self._is_currency if kind is Kind.CURRENCY else _TESTS[kind]

    def _is_currency(self, cell: str) -> bool:
        return cell.upper() == self.currency

    def _reason(self, row: list[str]) -> str | None:
        if len(row) != len(self.columns):
            return f"the row has {len(row)} fields, the header {len(self.columns)}"
        reasons = (self._reason_of(field, cell) for field, cell in zip(self.columns, row, strict=True) if field)
        return next((reason for reason in reasons if reason), None)

    def _reason_of(self, field: Field, cell: str) -> str | None:
        if cell == "":
            return f"{field.name} is empty" if field.required else None
        try:
            if self._test(field.kind)(cell):
                return None
        except ValueError:
            pass
        return f"{field.name} {_WRONG[field.kind](cell, self.currency)}"

    def _named(self, row: list[str]) -> dict[str, str]:
        # Postgres text can't hold a NUL; the reason has named it.
        cells = [cell.replace("\0", "\\0") for cell in row]
        named = dict(zip(self.header, cells, strict=False))
        return named | {f"extra {number}": cell for number, cell in enumerate(cells[len(self.header) :], start=1)}


def _is_text(cell: str) -> bool:
    return len(cell) <= _LONGEST_TEXT and "\0" not in cell and not cell.isspace()


def _is_moment(cell: str) -> bool:
    return _MOMENT.fullmatch(cell) is not None and datetime.fromisoformat(cell).tzinfo is not None


def _is_day(cell: str) -> bool:
    return _DAY.fullmatch(cell) is not None and bool(date.fromisoformat(cell))


def _is_positive_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None and cell.strip("0.") != ""


def _is_positive_count(cell: str) -> bool:
    return _COUNT.fullmatch(cell) is not None and cell.strip("0") != ""


def _is_flag(cell: str) -> bool:
    return cell.lower() in _FLAGS


_TESTS: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: _is_text,
    Kind.MOMENT: _is_moment,
    Kind.DAY: _is_day,
    Kind.AMOUNT: _AMOUNT.fullmatch,
    Kind.POSITIVE_AMOUNT: _is_positive_amount,
    Kind.COUNT: _COUNT.fullmatch,
    Kind.POSITIVE_COUNT: _is_positive_count,
    Kind.FLAG: _is_flag,
}


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…")


def _wrong_text(cell: str, _currency: str) -> str:
    if "\0" in cell:
        return "holds a NUL byte"
    return "is blank" if cell.isspace() else f"is longer than {_LONGEST_TEXT} characters"


def _wrong_moment(cell: str, _currency: str) -> str:
    if _NAIVE_MOMENT.fullmatch(cell):
        return f"{_shown(cell)} has no time zone: write an offset, as in 2026-11-22T09:30:00-05:00"
    return f"{_shown(cell)} is not a time such as 2026-11-22T09:30:00-05:00"


def _wrong_amount(cell: str, _currency: str) -> str:
    if cell.startswith("-") and _AMOUNT.fullmatch(cell[1:]):
        return f"{_shown(cell)} is negative"
    return f"{_shown(cell)} is not a plain amount such as 1234.50"


def _wrong_currency(cell: str, currency: str) -> str:
    return f"is {_shown(cell)}, not the company's {currency}"


_WRONG: dict[Kind, Callable[[str, str], str]] = {
    Kind.TEXT: _wrong_text,
    Kind.MOMENT: _wrong_moment,
    Kind.DAY: lambda cell, _: f"{_shown(cell)} is not a day such as 2026-11-22",
    Kind.AMOUNT: _wrong_amount,
    Kind.POSITIVE_AMOUNT: lambda cell, currency: (
        f"{_shown(cell)} must be more than 0" if _AMOUNT.fullmatch(cell) else _wrong_amount(cell, currency)
    ),
    Kind.COUNT: lambda cell, _: f"{_shown(cell)} is not a whole number of 0 or more",
    Kind.POSITIVE_COUNT: lambda cell, _: f"{_shown(cell)} is not a whole number of 1 or more",
    Kind.FLAG: lambda cell, _: f"{_shown(cell)} is not true or false",
    Kind.CURRENCY: _wrong_currency,
}

"""Checks the cells of a batch by its contract: in bulk where all is well, cell by cell where a reason is owed.

A batch that passes costs a few C-level calls a column; only a batch that fails is read again to say why.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from etl.contracts import CHOICES, Field, Kind
from etl.importing.reading import Batch
from store.assumptions import NameFault

# Offsets end at 15:59 because PostgreSQL's do.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)", re.ASCII)
_NAIVE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,12})?", re.ASCII)
_SIGNED_AMOUNT = re.compile(rf"-?{_AMOUNT.pattern}", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d\d-01", re.ASCII)
_SHARE = re.compile(r"0?\.\d{1,12}", re.ASCII)
# "control:0.5 new:0.5", also with commas or semicolons between.
_ALLOCATION = re.compile(r"[^\s:,;]+:\d{1,6}(\.\d{1,12})?([\s,;]+[^\s:,;]+:\d{1,6}(\.\d{1,12})?)*", re.ASCII)
_SOME_DIGIT = re.compile(r"[1-9]")
_FLAG = re.compile(r"true|false|t|f|yes|no|1|0", re.IGNORECASE | re.ASCII)
LONGEST_TEXT = 500
# Not blank, no NUL (PostgreSQL's text can't hold one), and not too long for an index.
_TEXT = re.compile(rf"(?=.{{1,{LONGEST_TEXT}}}\Z)\s*[^\s\0][^\0]*", re.DOTALL)


@dataclass(frozen=True)
class Refused:
    """A row that import does not take, and why."""

    line: int
    reason: str
    row: dict[str, str]


@dataclass(frozen=True)
class GoodRows:
    """Rows that passed, column by column, and the line that each began on."""

    lines: Sequence[int]
    columns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Checker:
    """Knows the columns of one file (None where the contract has no such field), the company's currency and its
    metrics' names.
    """

    columns: tuple[Field | None, ...]
    header: tuple[str, ...]
    currency: str
    name_fault: NameFault = lambda _name: None

    def split(self, batch: Batch) -> tuple[GoodRows, list[Refused]]:
        """The batch's good rows and its refused ones."""
        if set(map(len, batch.rows)) == {len(self.columns)}:
            whole = GoodRows(batch.lines, tuple(zip(*batch.rows, strict=True)))
            if all(map(self._is_good_column, self.columns, whole.columns)):
                return whole, []
        judged = [(line, row, self._reason(row)) for line, row in zip(batch.lines, batch.rows, strict=True)]
        refused = [Refused(line, reason, self._named(row)) for line, row, reason in judged if reason]
        good = [(line, row) for line, row, reason in judged if reason is None]
        return GoodRows([line for line, _ in good], tuple(zip(*(row for _, row in good), strict=True))), refused

    def _is_good_column(self, field: Field | None, cells: tuple[str, ...]) -> bool:
        if field is None:
            return True
        distinct = set(cells)
        if "" in distinct:
            if field.required:
                return False
            distinct.discard("")
        return self._passes(field.kind, distinct)

    def _passes(self, kind: Kind, cells: Collection[str]) -> bool:
        if kind is Kind.CURRENCY:
            return all(cell.upper() == self.currency for cell in cells)
        if kind is Kind.METRIC:
            return not any(map(self.name_fault, cells))
        try:
            return all(all(map(test, cells)) for test in _TESTS[kind])
        except ValueError:
            return False

    def _reason(self, row: list[str]) -> str | None:
        if len(row) != len(self.columns):
            return f"the row has {len(row)} fields, the header {len(self.columns)}"
        reasons = (self._reason_of(field, cell) for field, cell in zip(self.columns, row, strict=True) if field)
        return next((reason for reason in reasons if reason), None)

    def _reason_of(self, field: Field, cell: str) -> str | None:
        if cell == "":
            return f"{field.name} is empty" if field.required else None
        if self._passes(field.kind, (cell,)):
            return None
        if field.kind is Kind.METRIC:
            return f"{field.name} {_shown(cell)} {self.name_fault(cell)}"
        return f"{field.name} {_WRONG[field.kind](cell, self.currency)}"

    def _named(self, row: list[str]) -> dict[str, str]:
        # Postgres text can't hold a NUL; the reason has named it.
        cells = [cell.replace("\0", "\\0") for cell in row]
        named = dict(zip(self.header, cells, strict=False))
        return named | {f"extra {number}": cell for number, cell in enumerate(cells[len(self.header) :], start=1)}


# Each must hold for a cell: give something true, and not raise ValueError. All run in C.
_TESTS: dict[Kind, tuple[Callable[[str], object], ...]] = {
    Kind.TEXT: (_TEXT.fullmatch,),
    Kind.MOMENT: (_MOMENT.fullmatch, datetime.fromisoformat),
    Kind.DAY: (_DAY.fullmatch, date.fromisoformat),
    Kind.AMOUNT: (_AMOUNT.fullmatch,),
    Kind.POSITIVE_AMOUNT: (_AMOUNT.fullmatch, _SOME_DIGIT.search),
    Kind.SIGNED_AMOUNT: (_SIGNED_AMOUNT.fullmatch,),
    Kind.COUNT: (_COUNT.fullmatch,),
    Kind.POSITIVE_COUNT: (_COUNT.fullmatch, _SOME_DIGIT.search),
    Kind.FLAG: (_FLAG.fullmatch,),
    Kind.MONTH: (_MONTH.fullmatch, date.fromisoformat),
    Kind.SHARE: (_SHARE.fullmatch, _SOME_DIGIT.search),
    Kind.ALLOCATION: (_ALLOCATION.fullmatch,),
    **{kind: (re.compile("|".join(choices)).fullmatch,) for kind, choices in CHOICES.items()},
}


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…")


def _wrong_text(cell: str, _currency: str) -> str:
    if "\0" in cell:
        return "holds a NUL byte"
    return "is blank" if cell.isspace() else f"is longer than {LONGEST_TEXT} characters"


def _wrong_moment(cell: str, _currency: str) -> str:
    if _NAIVE_MOMENT.fullmatch(cell):
        return f"{_shown(cell)} has no time zone: write an offset, as in 2026-11-22T09:30:00-05:00"
    return f"{_shown(cell)} is not a time such as 2026-11-22T09:30:00-05:00"


def _wrong_amount(cell: str, _currency: str) -> str:
    if cell.startswith("-") and _AMOUNT.fullmatch(cell[1:]):
        return f"{_shown(cell)} is negative"
    return f"{_shown(cell)} is not a plain amount such as 1234.50"


def _no_choice(choices: Sequence[str], cell: str, _currency: str) -> str:
    *others, last = choices
    return f"{_shown(cell)} is not {', '.join(others)} or {last}"


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
    Kind.SIGNED_AMOUNT: lambda cell, _: f"{_shown(cell)} is not a plain amount such as 1234.50 or -1234.50",
    Kind.COUNT: lambda cell, _: f"{_shown(cell)} is not a whole number of 0 or more",
    Kind.POSITIVE_COUNT: lambda cell, _: f"{_shown(cell)} is not a whole number of 1 or more",
    Kind.FLAG: lambda cell, _: f"{_shown(cell)} is not true or false",
    Kind.CURRENCY: _wrong_currency,
    Kind.MONTH: lambda cell, _: f"{_shown(cell)} is not a month such as 2026-11",
    Kind.SHARE: lambda cell, _: f"{_shown(cell)} is not a share between 0 and 1, such as 0.05",
    Kind.ALLOCATION: lambda cell, _: f"{_shown(cell)} is not a share for each variant, such as control:0.5 new:0.5",
    **{kind: partial(_no_choice, choices) for kind, choices in CHOICES.items()},
}

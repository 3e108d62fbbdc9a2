"""An answer as a table: its parts, or its points with the newest first, as Slack's own block and as a list."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from bot.legible import legible
from bot.views.blocks import Element, capital, clipped
from bot.views.message import Block
from bot.views.planned_table import planned_table
from bot.views.table_rows import MOST_ROWS, VALUE_LIMIT, Cell, Row, Table, valued
from metrics.answer import Answer, Comparison, Dashboard, Grain, Part, Point
from metrics.answer.numbers import common_places
from metrics.answer.wording import day_text

_ON_A_PAGE = 10
# A hundred of each are fewer characters than the 20,000 that the cells of a message may have.
_NAME_LIMIT = 80
_CAPTION_LIMIT = 150
_MOST_CHARACTERS = 20_000
# Slack takes twenty columns.
_MOST_MONTHS = 18
_BEFORE = {Comparison.LAST_YEAR: "A year before"}
_SPANS = {Grain.DAY: "Day", Grain.WEEK: "Week of", Grain.MONTH: "Month"}


def table_of(answer: Answer) -> Table | None:
    """The parts of an answer, or its points; None where it has neither."""
    if answer.forecast:
        return planned_table(answer, answer.forecast)
    if answer.cohorts:
        heads, rows = _cohort_heads(answer), tuple(_cohorts(answer))
    elif answer.breakdown:
        heads = (capital(answer.dimension or "part"), answer.title)
        rows = tuple(_parts(answer))
    elif answer.series:
        heads, rows = _heads(answer), tuple(_points(answer))
    else:
        return None
    return Table(tuple(clipped(head, _NAME_LIMIT) for head in heads), rows[:MOST_ROWS], max(len(rows) - MOST_ROWS, 0))


def data_table(answer: Answer | Dashboard, table: Table) -> Block:
    """Slack's block, in which people sort and turn pages."""
    return data_table_of(f"{answer.title}, {answer.period.label}", table)


def data_table_of(caption: str, table: Table) -> Block:
    """Slack's block of any table."""
    rows = [[_text(head) for head in table.heads], *([_text(row.name), *map(_cell, row.cells)] for row in table.rows)]
    return {
        "type": "data_table",
        "caption": clipped(legible(caption), _CAPTION_LIMIT),
        "rows": _fitting(rows),
        "page_size": _ON_A_PAGE,
        "row_header_column_index": 0,
    }


def _parts(answer: Answer) -> Iterator[Row]:
    places = common_places((part.value for part in answer.breakdown), answer.unit)
    for part in answer.breakdown:
        yield Row(clipped(part.name, _NAME_LIMIT), (_of_part(answer, part, places),))


def _of_part(answer: Answer, part: Part, places: int) -> Cell:
    if part.value is None and part.reason:
        return Cell(clipped(f"no value: {part.reason}", VALUE_LIMIT))
    return valued(answer, part.value, places)


def _cohort_heads(answer: Answer) -> tuple[str, ...]:
    months = max(len(cohort.values) for cohort in answer.cohorts)
    return ("First order in", "Customers", *(f"Month +{month}" for month in range(min(months, _MOST_MONTHS))))


def _cohorts(answer: Answer) -> Iterator[Row]:
    """A row for each first-order month, the newest first; empty where a month is not closed."""
    months = len(_cohort_heads(answer)) - 2
    places = common_places((value for cohort in answer.cohorts for value in cohort.values), answer.unit)
    for cohort in reversed(answer.cohorts):
        values = (*cohort.values, *([None] * months))[:months]
        cells = (valued(answer, value, places, nothing="–") for value in values)
        yield Row(
            f"{cohort.month:%B} {cohort.month.year}", (Cell(f"{cohort.customers:,}", Decimal(cohort.customers)), *cells)
        )


def _points(answer: Answer) -> Iterator[Row]:
    """A row for each point, the newest first, each with the one behind it where there are such."""
    behind = answer.previous_series
    places = common_places((point.value for point in (*answer.series, *behind)), answer.unit)
    pairs = list(zip_longest(answer.series, behind[: len(answer.series)]))
    for point, before in reversed(pairs):
        cells = [valued(answer, point.value, places)]
        if behind:
            cells.append(valued(answer, before.value if before else None, places))
        yield Row(_day(point, answer), tuple(cells))


def _heads(answer: Answer) -> tuple[str, ...]:
    span = f"{answer.trailing_days} days through" if answer.trailing_days else _SPANS[answer.grain]
    before = [_BEFORE.get(answer.comparison, "Period before")] if answer.previous_series else []
    return (span, answer.title, *before)


def _day(point: Point, answer: Answer) -> str:
    if answer.grain is Grain.MONTH and not answer.trailing_days:
        return f"{point.day:%B} {point.day.year}"
    return day_text(point.day)


def _cell(cell: Cell) -> Element:
    if cell.value is None:
        return _text(cell.text)
    return {"type": "raw_number", "value": round(float(cell.value), 6), "text": cell.text}


def _fitting(rows: list[list[Element]]) -> list[list[Element]]:
    """The cells, all cut shorter until Slack takes them."""
    limit = VALUE_LIMIT
    while sum(min(len(cell["text"]), limit) for row in rows for cell in row) > _MOST_CHARACTERS:
        limit -= 1
    return [[{**cell, "text": clipped(cell["text"], limit)} for cell in row] for row in rows]


def _text(text: str) -> Element:
    return {"type": "raw_text", "text": legible(text).strip() or "(no name)"}

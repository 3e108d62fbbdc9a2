"""The two table blocks."""

from collections.abc import Iterator

from sandbox.blocks.composition import BLOCK_ID, typed
from sandbox.blocks.richtext import RICH_TEXT
from sandbox.blocks.rules import ByType, Choice, Finding, Flag, Items, Nullable, Number, Shape, Text
from sandbox.payload import Json

_RAW_TEXT = typed("raw_text", {"text": Text(20_000, 1)}, ("text",))
_RAW_NUMBER = typed("raw_number", {"value": Number(), "text": Text(20_000, 1)}, ("value",))
_CELL = ByType({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT})
TABLE_CHARACTERS = {"table": 10_000, "data_table": 20_000}


def characters(block: Json) -> int:
    """How many characters the cells of a table hold."""
    return sum(len(_text_of(cell)) for row in block.get("rows", ()) for cell in row)


def _text_of(cell: object) -> str:
    if isinstance(cell, list):
        return "".join(map(_text_of, cell))
    if not isinstance(cell, dict):
        return ""
    own = cell.get("text", cell.get("value", ""))
    return str(own) + _text_of(cell.get("elements"))


def _is_even(block: Json, pointer: str) -> Iterator[Finding]:
    width = len(block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != width:
            yield Finding("uneven_rows", f"all rows must have {width} cells", f"{pointer}/rows/{index}", width)
    for index, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield Finding("header_cell", "rich_text is not allowed in the header row", f"{pointer}/rows/0/{index}")
    column = block.get("row_header_column_index", 0)
    if column >= width:
        where = f"{pointer}/row_header_column_index"
        yield Finding("out_of_range", f"must be at most {width - 1}", where, width - 1)


_data_table = typed(
    "data_table",
    {
        "caption": Text(2000, 1),
        "rows": Items(Items(_CELL, 20), 201, 2),
        "page_size": Number(1, 100, whole=True),
        "row_header_column_index": Number(0, 19, whole=True),
        "block_id": BLOCK_ID,
    },
    ("caption", "rows"),
)
DATA_TABLE = Shape(_data_table.fields, _data_table.required, also=_is_even)
TABLE = typed(
    "table",
    {
        "rows": Items(Items(_CELL, 20), 100),
        "column_settings": Items(
            Nullable(Shape({"align": Choice(("left", "center", "right")), "is_wrapped": Flag()})), 20, 0
        ),
        "block_id": BLOCK_ID,
    },
    ("rows",),
)

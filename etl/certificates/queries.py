"""The queries of the checks, as they are written."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"


@cache
def read_query(name: str) -> str:
    """The text of one query."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")

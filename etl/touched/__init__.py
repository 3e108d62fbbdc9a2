"""The SQL by which an incremental run finds what to compute again, and how those rows stood at the last snapshot."""

from functools import cache
from pathlib import Path


@cache
def read_query(name: str) -> str:
    """One query, as written."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8").strip()

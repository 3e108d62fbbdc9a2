"""The queries of mirroring that name no relation of the company's own."""

from functools import cache
from pathlib import Path

from psycopg import sql


@cache
def read_query(name: str) -> str:
    """One query, as written."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def written(query: sql.Composable) -> str:
    """A composed query as text, with its names quoted."""
    return query.as_string(None)

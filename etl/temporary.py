"""Tables that a run keeps for itself until its transaction ends."""

from collections.abc import Mapping

from sqlalchemy import Connection, text


def create_temporary(
    connection: Connection, name: str, query: str, parameters: Mapping[str, object] | None = None
) -> int:
    """Keep the rows of a query, which is the project's own text, under this name; returns how many they are."""
    created = connection.execute(text(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}"), parameters or {})
    # Without statistics a table of no rows is taken for one of a thousand, and a join with it reads whole sources.
    connection.execute(text(f"ANALYZE {name}"))
    return created.rowcount

"""Brings what was read on an engine into temporary tables of a run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, text

from etl.engines.gathering import VOLUMES, Files
from etl.terms import gathered_name
from store.tables import AGGREGATES

_CHUNK = 1 << 20


def load_aggregates(connection: Connection, files: Files) -> None:
    """Keep them as `gathered_<aggregate>` until the transaction ends."""
    for aggregate in AGGREGATES:
        columns = [*aggregate.keys, *aggregate.measures]
        _load(
            connection,
            gathered_name(aggregate),
            [f"{each.name} {each.type.compile()}" for each in columns],
            files.path(aggregate.name),
        )
    # Each engine writes JSON in its way; PostgreSQL's is the one that designs are compared in.
    connection.execute(text("UPDATE gathered_experiment_designs SET design = CAST(CAST(design AS jsonb) AS text)"))


def load_volumes(connection: Connection, files: Files) -> None:
    """Keep them as `volumes` until the transaction ends."""
    columns = ("source text", "day date", "channel text", "rows bigint", "amount numeric")
    _load(connection, VOLUMES, columns, files.path(VOLUMES))


def load_rows(connection: Connection, files: Files, name: str, source: str) -> None:
    """Keep rows of a source under a name until the transaction ends."""
    connection.execute(text(f"CREATE TEMP TABLE {name} (LIKE {source}) ON COMMIT DROP"))
    _copy(connection, name, files.path(name))


def _load(connection: Connection, name: str, columns: Iterable[str], file: Path) -> None:
    connection.execute(text(f"CREATE TEMP TABLE {name} ({', '.join(columns)}) ON COMMIT DROP"))
    _copy(connection, name, file)


def _copy(connection: Connection, name: str, file: Path) -> None:
    driver: Any = connection.connection.driver_connection
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
    with driver.cursor() as cursor, cursor.copy(statement) as copy, file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            copy.write(chunk)
    connection.execute(text(f"ANALYZE {name}"))

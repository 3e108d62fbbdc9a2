"""Computes every aggregate where the sources lie, and keeps the few rows that come of it until a run takes them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, DateTime

from etl.contracts import CONTRACTS
from etl.engines.contracted import local_day
from etl.engines.engine import Row
from etl.engines.session import Session, recent_name
from etl.transforms import DATED, KEPT, read_transform
from store.measures import Source
from store.tables import AGGREGATES, QUEUED_TABLES

VOLUMES = "volumes"


def _written(column: Column[object]) -> str:
    # As text, because drivers bring moments in ways of their own.
    is_moment = isinstance(column.type, DateTime)
    return f"CAST({column.name} AT TIME ZONE 'UTC' AS text) || '+00' AS {column.name}" if is_moment else column.name


_COLUMNS = {table.name: ", ".join(map(_written, table.columns)) for table in QUEUED_TABLES}
# https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS-TEXT
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
# What the rows of a source's day are summed to, and their channel.
_SUMMED: Mapping[Source, tuple[str, str]] = {
    Source.ORDERS: ("gross_amount", "channel"),
    Source.REFUNDS: ("amount", "''"),
    Source.SPEND: ("amount", "channel"),
    Source.EXPENSES: ("amount", "''"),
    Source.CASH_BALANCES: ("balance", "''"),
    Source.TOUCHPOINTS: ("CAST(0 AS numeric(27, 12))", "channel"),
}


@dataclass(frozen=True)
class Files:
    """Files in a folder, one for each relation that was read, as COPY takes them."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.copy"

    def write(self, name: str, rows: Iterable[Row]) -> None:
        with self.path(name).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines("\t".join(map(_cell, row)) + "\n" for row in rows)


def gather(session: Session, files: Files) -> None:
    """Write what the transforms make of an engine's sources, one file for each aggregate.

    Raises EngineError where the engine fails; what it wrote until then is of no use.
    """
    for name in DATED:
        session.define(name, read_transform(name), is_kept=name in KEPT)
    for aggregate in AGGREGATES:
        columns = ", ".join((*aggregate.key_names, *aggregate.measure_names))
        select = f"SELECT {columns} FROM ({read_transform(aggregate.name)}) AS result"  # noqa: S608  # declared names
        files.write(aggregate.name, session.rows(select))


def gather_volumes(session: Session, files: Files, relations: Mapping[str, str]) -> None:
    """Write how many rows each source has on each local day by the spelling of their channel, and what they come to.

    `relations`: by source, what its rows are read from.
    """
    files.write(VOLUMES, _volumes(session, relations))


def gather_recent(session: Session, files: Files, sources: Iterable[str]) -> None:
    """Write the rows of the last days, which the session was narrowed to."""
    for source in sources:
        gather_rows(session, files, recent_name(source), source, f"SELECT * FROM {recent_name(source)}")  # noqa: S608  # a declared name


def gather_rows(session: Session, files: Files, name: str, source: str, select: str) -> None:
    """Write rows of a source as the columns of its table."""
    files.write(name, session.rows(f"SELECT {_COLUMNS[source]} FROM ({select}) AS read_rows"))  # noqa: S608  # declared names


def _volumes(session: Session, relations: Mapping[str, str]) -> Iterator[Row]:
    for source, (amount, channel) in _SUMMED.items():
        if source.value in relations:
            day = local_day(CONTRACTS[source.value])
            yield from session.rows(
                f"SELECT '{source}' AS source, {day} AS day, {channel} AS channel, count(*) AS rows, "  # noqa: S608  # declared names
                f"sum({amount}) AS amount FROM {relations[source.value]} GROUP BY 1, 2, 3"
            )


def _cell(value: object) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)

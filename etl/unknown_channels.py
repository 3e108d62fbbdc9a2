"""Channel spellings that no mapping knows: their rows count as `other`, and they are named, to be folded in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, column, func, select, table

from etl.company import Company
from store.tables import unknown_channels


@dataclass(frozen=True)
class UnknownChannel:
    """A spelling as it stands in the rows, and how many rows it stands in."""

    spelling: str
    rows: int


def unknown_channels_published(connection: Connection) -> tuple[UnknownChannel, ...]:
    """Those in all sources as of the last run, the most frequent first."""
    spelling, count = unknown_channels.c.spelling, func.sum(unknown_channels.c.rows)
    query = select(spelling, count).group_by(spelling).order_by(count.desc(), spelling)
    return _named(connection.execute(query))


def find_unknown_channels(connection: Connection, company: Company, relation: str) -> tuple[UnknownChannel, ...]:
    """Those in a relation with a `channel`, such as the rows of a file, the most frequent first."""
    rows = table(relation, column("channel", Text))
    spelling, count = rows.c.channel, func.count()
    unknown = func.lower(func.btrim(spelling)).not_in(list(company.spellings))
    query = select(spelling, count).where(unknown).group_by(spelling).order_by(count.desc(), spelling)
    return _named(connection.execute(query))


def _named(rows: Iterable[Any]) -> tuple[UnknownChannel, ...]:
    return tuple(UnknownChannel(spelling, int(count)) for spelling, count in rows)

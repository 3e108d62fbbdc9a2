"""Channel spellings that no mapping knows: their rows count as `other`, and they are named, to be folded in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Text, column, func, select, table, union_all

from etl.company import Company
from etl.contracts import CONTRACTS

_WITH_CHANNELS = tuple(
    contract.source for contract in CONTRACTS.values() if any(field.name == "channel" for field in contract.fields)
)


@dataclass(frozen=True)
class UnknownChannel:
    """A spelling as it stands in the rows, and how many rows it stands in."""

    spelling: str
    rows: int


def find_unknown_channels(
    connection: Connection, company: Company, relations: Sequence[str] = _WITH_CHANNELS
) -> tuple[UnknownChannel, ...]:
    """Those in the sources (or in other relations with a `channel`), the most frequent first."""
    rows = union_all(*(select(table(name, column("channel", Text))) for name in relations)).subquery()
    spelling, count = rows.c.channel, func.count()
    unknown = func.lower(func.btrim(spelling)).not_in(list(company.spellings))
    query = select(spelling, count).where(unknown).group_by(spelling).order_by(count.desc(), spelling)
    return tuple(UnknownChannel(name, number) for name, number in connection.execute(query))

"""The company's own relations that sources are mirrored from, named as SCHEMA.NAME; nothing else reaches a query."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psycopg import sql

from etl.contracts import CONTRACTS

_NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}"
_PAIR = re.compile(rf"\s*(?P<source>\w+)\s*=\s*(?P<schema>{_NAME})\.(?P<name>{_NAME})\s*", re.ASCII)


@dataclass(frozen=True)
class Relation:
    """A table, view or foreign table outside kpibot's schema; its name is taken letter by letter, as if quoted."""

    schema: str
    name: str

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


def read_mirrored(value: str) -> dict[str, Relation]:
    """The relation of each source, from "orders = shop.kpi_orders, …". Raises ValueError with every fault at once."""
    pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
    found = [match for pair in pairs if (match := _matched(pair))]
    faults = [*_wrong(pairs), *_repeated(match["source"] for match in found)]
    if faults:
        raise ValueError("; ".join(faults))
    return {match["source"]: Relation(match["schema"], match["name"]) for match in found}


def _matched(pair: str) -> re.Match[str] | None:
    match = _PAIR.fullmatch(pair)
    return match if match and match["source"] in CONTRACTS else None


def _wrong(pairs: Iterable[str]) -> Iterator[str]:
    wrong = [repr(pair) for pair in pairs if _matched(pair) is None]
    if wrong:
        *others, last = CONTRACTS
        yield f"{', '.join(wrong)} must be SOURCE = SCHEMA.NAME, the source one of {', '.join(others)} or {last}"


def _repeated(sources: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for source in sources:
        if source in seen:
            yield f"{source} is named twice: a source has one relation"
        seen.add(source)

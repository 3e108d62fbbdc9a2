"""What the pre-aggregated tables hold, to be compared."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import FromClause, Select, select

from metrics.as_of import Relations
from store.database import Database
from store.tables import AGGREGATES, certificates, metadata

Tables = dict[str, list[tuple[object, ...]]]


def tables_of(database: Database, snapshot: int | None = None) -> Tables:
    """Every aggregate row and every certificate, now or as of a snapshot, without the snapshot that it came with."""
    relations = Relations(snapshot)
    names = {each.name: (*each.key_names, *each.measure_names) for each in AGGREGATES}
    names[certificates.name] = tuple(each.name for each in certificates.columns if each.name != "snapshot_id")
    with database.read() as connection:
        return {
            name: sorted(map(tuple, connection.execute(_select(relations.of(metadata.tables[name]), columns))))
            for name, columns in names.items()
        }


def _select(relation: FromClause, columns: Iterable[str]) -> Select[Any]:
    return select(*(relation.c[column] for column in columns))

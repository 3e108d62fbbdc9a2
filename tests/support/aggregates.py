"""What the pre-aggregated tables hold, to be compared."""

from sqlalchemy import select

from store.database import Database
from store.tables import AGGREGATES, certificates

_CERTIFICATES = select(*(column for column in certificates.columns if column.name != "snapshot_id"))

Tables = dict[str, list[tuple[object, ...]]]


def tables_of(database: Database) -> Tables:
    """Every aggregate row and every certificate, without the snapshot that it came with."""
    with database.read() as connection:
        return {
            each.name: sorted(
                tuple(row)
                for row in connection.execute(
                    select(*(each.table().c[name] for name in (*each.key_names, *each.measure_names)))
                )
            )
            for each in AGGREGATES
        } | {"certificates": sorted(map(tuple, connection.execute(_CERTIFICATES)))}

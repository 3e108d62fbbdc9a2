"""What the pre-aggregated tables hold, to be compared."""

from sqlalchemy import select

from store.database import Database
from store.tables import AGGREGATES

Tables = dict[str, list[tuple[object, ...]]]


def tables_of(database: Database) -> Tables:
    """Every aggregate row, without the snapshot that it came with."""
    with database.read() as connection:
        return {
            each.name: sorted(
                tuple(row)
                for row in connection.execute(
                    select(*(each.table().c[name] for name in (*each.key_names, *each.measure_names)))
                )
            )
            for each in AGGREGATES
        }

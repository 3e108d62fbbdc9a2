"""The queue of changed source rows: taken once, by the run that folds them in, and what they touch.

Under REPEATABLE READ a run sees exactly the changes of the transactions that its snapshot of the sources contains: a
change still open stays in the queue, with the row that it changes still looking as it did. So nothing is folded in
twice and nothing is missed, whatever the order in which transactions end.
"""

from datetime import date

from sqlalchemy import Connection, delete, text

from etl.company import Company
from etl.deltas import Days
from etl.touched import read_query
from store.tables import CHANGE_TABLES, SOURCE_TABLES

# Sources without customers, whose rows are their own days: each is touched row by row.
_BY_DAY = {
    source.name: ", ".join(column.name for column in source.primary_key)
    for source in SOURCE_TABLES
    if "day" in source.primary_key.columns
}


def take_changes(connection: Connection) -> None:
    """Move the queue into `changed_<source>`: each changed row as the last snapshot was computed from it."""
    for source in SOURCE_TABLES:
        queue = CHANGE_TABLES[source.name]
        key = ", ".join(column.name for column in source.primary_key)
        # Names only, from the table declarations.
        first_images = f"SELECT DISTINCT ON ({key}) * FROM {queue.name} ORDER BY {key}, seq"
        _create_temporary(connection, f"changed_{source.name}", first_images)
        connection.execute(delete(queue))


def touch_changes(connection: Connection) -> None:
    """Name the customers, and the rows of sources by day, that the taken changes belong to, before or after."""
    _create_temporary(connection, "touched_customers", read_query("customers_of_changes"))
    for source, key in _BY_DAY.items():
        _create_temporary(connection, f"touched_{source}", f"SELECT {key} FROM changed_{source}")


def touch_days(connection: Connection, company: Company, days: Days) -> None:
    """Name instead the customers, and the rows of sources by day, that contribute to any row of these days."""
    parameters = {**company.parameters, "start": days.start, "end": days.end}
    for name in ("customers", *_BY_DAY):
        connection.execute(text(f"DROP TABLE touched_{name}"))
    _create_temporary(connection, "touched_customers", read_query("customers_of_days"), parameters)
    for source, key in _BY_DAY.items():
        of_days = f"SELECT {key} FROM {source} WHERE day BETWEEN :start AND :end"
        _create_temporary(connection, f"touched_{source}", of_days, parameters)


def days_of_changes(connection: Connection, company: Company) -> frozenset[date]:
    """The local days that the rows of the taken changes stood on, or stand on now."""
    return frozenset(connection.execute(text(read_query("days_of_changes")), {"zone": company.zone}).scalars())


def _create_temporary(
    connection: Connection, name: str, query: str, parameters: dict[str, object] | None = None
) -> None:
    connection.execute(text(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}"), parameters or {})
    connection.execute(text(f"ANALYZE {name}"))

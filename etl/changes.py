"""The queue of changed source rows: taken once, by the run that folds them in, and what they touch.

Under REPEATABLE READ a run sees exactly the changes of the transactions that its snapshot of the sources contains: a
change still open stays in the queue, with the row that it changes still looking as it did. So nothing is folded in
twice and nothing is missed, whatever the order in which transactions end.
"""

from datetime import date

from sqlalchemy import Connection, delete, exists, or_, select, text

from etl.company import Company
from etl.temporary import create_temporary
from etl.terms import Days
from etl.touched import read_query
from store.tables import CHANGE_TABLES, QUEUED_TABLES


def are_changes_waiting(connection: Connection) -> bool:
    """Whether any source row changed since the last run took its changes."""
    return bool(connection.execute(select(or_(*(exists(queue.select()) for queue in CHANGE_TABLES.values())))).scalar())


def discard_changes(connection: Connection) -> None:
    """Empty the queue without a look at it: whoever computes everything need not know what changed."""
    for queue in CHANGE_TABLES.values():
        connection.execute(delete(queue))


def take_changes(connection: Connection) -> None:
    """Move the queue into `changed_<source>`: each changed row as the last snapshot was computed from it."""
    read_changes(connection)
    discard_changes(connection)


def read_changes(connection: Connection) -> None:
    """As `take_changes`, but they stay in the queue."""
    for source in QUEUED_TABLES:
        queue = CHANGE_TABLES[source.name]
        key = ", ".join(column.name for column in source.primary_key)
        # Names only, from the table declarations.
        first_images = f"SELECT DISTINCT ON ({key}) * FROM {queue.name} ORDER BY {key}, seq"
        create_temporary(connection, f"changed_{source.name}", first_images)


def touch_customers_of_changes(connection: Connection) -> None:
    """Name the customers that the taken changes belong to, before or after."""
    create_temporary(connection, "touched_customers", read_query("customers_of_changes"))


def touch_customers_of_days(connection: Connection, company: Company, days: Days) -> None:
    """Name instead the customers who contribute to any row of these days."""
    connection.execute(text("DROP TABLE touched_customers"))
    parameters = {**company.parameters, "start": days.start, "end": days.end}
    create_temporary(connection, "touched_customers", read_query("customers_of_days"), parameters)


def days_of_changes(connection: Connection, company: Company) -> frozenset[date]:
    """The local days that the rows of the taken changes stood on, or stand on now."""
    return frozenset(connection.execute(text(read_query("days_of_changes")), {"zone": company.zone}).scalars())

"""What changed in the last days of an engine's sources: the customers of changed rows, as they were and as they are.

Only the last days are looked at; the customers' earlier rows count as they stand, on either side of the difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from etl.contracts import CONTRACTS, ORDERS, REFUNDS, TOUCHPOINTS
from etl.deltas import Deltas
from etl.engines.contracted import local_day
from etl.engines.everything import Everything, read_everything
from etl.engines.gathering import Files, gather_recent, gather_rows, gather_volumes
from etl.engines.loading import load_rows
from etl.engines.memory import known_sources, load_old, load_recent, remember
from etl.engines.session import Session, literals, recent_name
from etl.sides import Side
from store.database import Database
from store.tables import QUEUED_TABLES

# More of them are read faster with all the others.
MOST_CUSTOMERS = 20_000
_OLD, _RECENT = "old", "recent"
_CUSTOMERS = {ORDERS.source: "customer_id", TOUCHPOINTS.source: "customer_id"}
_HISTORIES: Mapping[str, str] = {
    ORDERS.source: "SELECT o.* FROM orders o WHERE o.customer_id IN ({customers})",
    REFUNDS.source: (
        "SELECT r.* FROM refunds r JOIN orders o ON o.id = r.order_id WHERE o.customer_id IN ({customers})"
    ),
    TOUCHPOINTS.source: "SELECT t.* FROM touchpoints t WHERE t.customer_id IN ({customers})",
}


@dataclass(frozen=True)
class Recent:
    """The rows of the last days, and all rows of the customers whom changes among them touch."""

    place: str
    files: Files
    sources: tuple[str, ...]
    since: date
    zone: str
    customers: frozenset[str]
    is_changed: bool
    is_whole = False

    def load(self, connection: Connection) -> None:
        """Bring it into the run's transaction."""
        load_recent(connection, self.files, self.sources)
        load_old(connection, self.sources, self.since)
        connection.execute(text("CREATE TEMP TABLE engine_customers (customer_id text PRIMARY KEY) ON COMMIT DROP"))
        if self.customers:
            rows = [{"customer_id": customer} for customer in self.customers]
            connection.execute(text("INSERT INTO engine_customers VALUES (:customer_id)"), rows)
            for source in self._histories():
                load_rows(connection, self.files, f"history_{source}", source)
        remember(connection, self.files, self.sources, self.zone, self.since)

    def has_changes(self) -> bool:
        """Whether anything is other than when it was last read."""
        return self.is_changed

    def add_to(self, deltas: Deltas) -> None:
        """Add the difference of what was and what is; once it is loaded."""
        deltas.add(self._side(-1, _OLD))
        deltas.add(self._side(+1, _RECENT))

    def _histories(self) -> Iterator[str]:
        return (source for source in _HISTORIES if source in self.sources and self.customers)

    def _side(self, sign: int, kept: str) -> Side:
        nothing = Side(sign, {}).without([table.name for table in QUEUED_TABLES])
        return Side(
            sign, {**nothing.rows, **{source: self._rows(source, f"{kept}_{source}") for source in self.sources}}
        )

    def _rows(self, source: str, name: str) -> str:
        """The last days' rows, as `name` has them; of a source of customers, only theirs, with all before them."""
        rows = f"SELECT * FROM {name}"  # noqa: S608  # a declared name
        if source in _CUSTOMERS:
            rows += " WHERE customer_id IN (SELECT customer_id FROM engine_customers)"
        if source not in self._histories():
            return rows
        earlier = f"{local_day(CONTRACTS[source])} < date '{self.since}'"
        # What has left the last days since for an earlier one did not stand there as well.
        key = ", ".join(CONTRACTS[source].key)
        earlier += f" AND ({key}) NOT IN (SELECT {key} FROM {name})"  # noqa: S608  # declared names
        return f"{rows} UNION ALL SELECT * FROM history_{source} WHERE {earlier}"  # noqa: S608  # declared names and a date


def read_recent(database: Database, session: Session, files: Files, since: date) -> Recent | Everything:
    """Look at the last days, and read the customers of what changed. Raises EngineError where that fails."""
    with database.read() as connection:
        known = known_sources(connection)
    if known - set(session.present):
        # A source that is gone takes all of its days with it, and must not come back as if its last days were new.
        return read_everything(session, files, since)
    sources = session.narrow(since)
    gather_recent(session, files, sources)
    with database.write() as connection:
        load_recent(connection, files, sources)
        load_old(connection, sources, since)
        changed = {source: tuple(_changed_keys(connection, source)) for source in sources}
    customers = _touched(session, changed)
    if len(customers) > MOST_CUSTOMERS:
        return read_everything(session, files, since)
    gather_volumes(session, files, {source: recent_name(source) for source in sources})
    for source, select in _HISTORIES.items():
        if customers and source in sources:
            gather_rows(session, files, f"history_{source}", source, select.format(customers=literals(customers)))
    is_changed = any(changed.values())
    return Recent(session.place, files, sources, since, session.zone, customers, is_changed)


def _changed_keys(connection: Connection, source: str) -> Iterator[str]:
    """Of each row that is other than it was: its customer, its order, or, of a source without customers, its day."""
    key = _CUSTOMERS.get(source) or ("order_id" if source == REFUNDS.source else "day")
    old, recent = f"SELECT * FROM old_{source}", f"SELECT * FROM {recent_name(source)}"  # noqa: S608  # declared names
    changed = f"(({recent} EXCEPT {old}) UNION ALL ({old} EXCEPT {recent})) AS changed"
    return (str(value) for value in connection.execute(text(f"SELECT DISTINCT {key} FROM {changed}")).scalars())  # noqa: S608  # as above


def _touched(session: Session, changed: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    customers = {customer for source in _CUSTOMERS for customer in changed.get(source, ())}
    orders = changed.get(REFUNDS.source, ())
    if orders:
        found = session.rows(f"SELECT DISTINCT customer_id FROM orders WHERE id IN ({literals(orders)})")  # noqa: S608  # literals
        customers.update(str(customer) for (customer,) in found)
    return frozenset(customers)

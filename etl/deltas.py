"""What a run would change, as terms to be added up, and the adding of it to the published tables.

A table `net_<aggregate>` holds, once netted, one row for each key that really changes. Like every table of a run it is
temporary, and goes with the transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from sqlalchemy import Connection, text

from etl.publishing import net_query, publish_statement
from etl.sides import Side
from etl.temporary import create_temporary
from etl.terms import ANYWHERE, OUTSIDE, WITHIN, Computed, Confined, Days, Gathered, Published, Staged, Term
from etl.transforms import KEPT
from store.tables import AGGREGATES


class Deltas:
    """The differences of one run, for every aggregate. Not a place to read numbers from: it holds only what changes."""

    def __init__(self, connection: Connection, parameters: Mapping[str, object]) -> None:
        self._connection = connection
        self._parameters = dict(parameters)
        self._numbers = count(1)
        self._terms: list[Term] = []
        self._net: dict[str, int] = {}

    def add(self, side: Side, days: Days | None = None) -> None:
        """Add what the transforms make of a side's rows; with `days`, only rows keyed within them."""
        term = Computed(next(self._numbers), side, self._confined(days))
        for relation in KEPT:
            create_temporary(self._connection, term.kept_name(relation), term.kept_query(relation), self._parameters)
        self._terms.append(term)

    def add_gathered(self) -> None:
        """Add what an engine made of the sources that it holds."""
        self._terms.append(Gathered())

    def add_staged(self, backfill_id: int) -> None:
        """Add what a backfill's slices found."""
        self._terms.append(Staged(backfill_id))

    def clear(self, days: Days | None = None) -> None:
        """Take away all that is published and pending, so that a side added next replaces it."""
        pending = [] if days is None else [replace(term, confined=OUTSIDE) for term in self._terms]
        self._terms = [*pending, Published(self._confined(days))]

    def net(self) -> int:
        """Sum the terms by key, keep what does not come to nothing, and return how many rows would change."""
        if self._terms:
            self._net = {
                aggregate.name: create_temporary(
                    self._connection, f"net_{aggregate.name}", net_query(aggregate, self._terms), self._parameters
                )
                for aggregate in AGGREGATES
            }
        return sum(self._net.values())

    def publish(self, snapshot_id: int) -> None:
        """Add the net differences to the published tables; what they supersede goes to history."""
        for aggregate in AGGREGATES:
            if self._net[aggregate.name]:
                self._connection.execute(text(publish_statement(aggregate)), {"snapshot": snapshot_id})

    def _confined(self, days: Days | None) -> Confined:
        if days is None:
            return ANYWHERE
        self._parameters |= {"start": days.start, "end": days.end}
        return WITHIN

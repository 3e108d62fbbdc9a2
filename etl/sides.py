"""The two sides of a difference: source rows as they stand, and as they stood, for all customers or for those touched.

A side is a set of relations that the transforms read in place of the source tables. Every aggregate is a sum over
customers (and over rows without one, such as spend), so the difference of two sides over the same customers and rows is
what a snapshot must change by.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.touched import read_query
from store.tables import CHANGE_TABLES


@dataclass(frozen=True)
class Side:
    """The rows of each source that count, as a query by source; a source that is not named is read as it is."""

    sign: int
    rows: Mapping[str, str]

    def reading(self, source: str, select: str) -> str:
        """A SELECT that finds this side's rows where it names the source."""
        if source not in self.rows:
            return select
        return f"WITH {source} AS (\n{self.rows[source]}\n)\n{select}"


def _touched(sign: int, moment: str) -> Side:
    return Side(sign, {name: read_query(f"{name}_{moment}") for name in CHANGE_TABLES})


EVERYTHING = Side(+1, {})
TOUCHED_AFTER = _touched(+1, "after")
TOUCHED_BEFORE = _touched(-1, "before")

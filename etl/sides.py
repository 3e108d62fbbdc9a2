"""The two sides of a difference: source rows as they stand, and as they stood, for all customers or for those touched.

A side is a set of relations that the transforms read in place of the source tables. Every aggregate is a sum over
customers (and over rows without one, such as spend), so the difference of two sides over the same customers and rows is
what a snapshot must change by.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from etl.touched import read_query
from store.tables import CHANGE_TABLES, QUEUED_TABLES

# Sources without customers, whose rows are their own days or months: each is touched row by row. An experiment is filed
# under its first day, as in dated_experiments.
_DATES = {
    **{
        source.name: column.name
        for source in QUEUED_TABLES
        for column in source.primary_key
        if column.name in {"day", "month"}
    },
    "experiments": "coalesce(started_on, date '1970-01-01')",
}


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

    def without(self, sources: Collection[str]) -> "Side":
        """The same, but for these sources, which have no rows here."""
        return replace(self, rows={**self.rows, **{name: _nothing_of(name) for name in sources}})

    def taken_away(self) -> "Side":
        """The same rows with the other sign."""
        return replace(self, sign=-self.sign)


def _nothing_of(source: str) -> str:
    return f"SELECT * FROM {source} WHERE false"  # noqa: S608  # a declared name


def _touched(sign: int, moment: str) -> Side:
    return Side(sign, {name: read_query(f"{name}_{moment}") for name in CHANGE_TABLES})


def _of_days(source: str, date: str) -> str:
    return f"SELECT * FROM {source} WHERE {date} BETWEEN :start AND :end"  # noqa: S608  # declared names


EVERYTHING = Side(+1, {})
TOUCHED_AFTER = _touched(+1, "after")
OF_DAYS = Side(+1, {**TOUCHED_AFTER.rows, **{name: _of_days(name, date) for name, date in _DATES.items()}})
TOUCHED_BEFORE = _touched(-1, "before")

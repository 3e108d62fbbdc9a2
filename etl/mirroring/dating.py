"""On which local day a row lies, in SQL: of a relation and of the source table it is mirrored to alike."""

from dataclasses import dataclass
from datetime import date

from psycopg import sql

from etl.contracts import Contract, Kind

# The day of rows that have none: no date at all, or one beyond every calendar of ours. None of them passes its check.
UNDATED = date.min


@dataclass(frozen=True)
class Span:
    """Local days from the first to the last; without a last one, all that follow."""

    first: date
    last: date | None = None

    @property
    def parameters(self) -> dict[str, object]:
        return {"first": str(self.first), "last": str(self.last or "infinity")}


def local_day(contract: Contract, dated: sql.Composable) -> sql.Composable:
    """The local day of what dates a row; UNDATED where there is none. Takes the parameter `zone`."""
    at = "({} AT TIME ZONE :zone)::date" if contract.dated.kind is Kind.MOMENT else "{}"
    return sql.SQL(
        "CASE WHEN {day} BETWEEN date '0001-01-01' AND date '9999-12-31' THEN {day} ELSE date '0001-01-01' END"
    ).format(day=sql.SQL(at).format(dated))


def near(contract: Contract, dated: sql.Composable) -> sql.Composable:
    """A condition that each row of a Span meets, with few besides, for an index to serve. Takes the span and `zone`."""
    if contract.dated.kind is Kind.DAY:
        return sql.SQL("{dated} BETWEEN CAST(:first AS date) AND CAST(:last AS date)").format(dated=dated)
    # A day more on either side: where the clock goes back over midnight, a day begins twice.
    return sql.SQL(
        "{dated} >= (CAST(:first AS timestamp) - interval '1 day') AT TIME ZONE :zone "
        "AND {dated} < (CAST(:last AS timestamp) + interval '2 days') AT TIME ZONE :zone"
    ).format(dated=dated)

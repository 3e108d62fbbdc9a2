"""Which source rows a run folds in: counted from the queues of changed rows, before it takes them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import DateTime, Table, text

from store.database import Database
from store.tables import CHANGE_TABLES, QUEUED_TABLES


class Kind(StrEnum):
    """What happened to a row. LATE: it is new, and of a day that was over already."""

    LATE = "late"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class FoldedRows:
    """So many rows of a source to which this happened."""

    source: str
    kind: Kind
    rows: int


# Names only, from the table declarations. What came and went between two runs is nothing.
_COUNTS = """
SELECT kind, count(*)
FROM (
    SELECT
        CASE
            WHEN s.{first} IS NULL THEN 'removed'
            WHEN q.existed THEN 'changed'
            WHEN {day} < :today THEN 'late'
            ELSE 'new'
        END AS kind
    FROM (SELECT DISTINCT ON ({key}) existed, {key} FROM {queue} ORDER BY {key}, seq) AS q
    LEFT JOIN {source} AS s USING ({key})
    WHERE q.existed OR s.{first} IS NOT NULL
) AS changed
GROUP BY kind
ORDER BY array_position(ARRAY['late', 'new', 'changed', 'removed'], kind)
"""


def rows_waiting(database: Database, zone: str, today: date) -> tuple[FoldedRows, ...]:
    """What waits to be folded in; `today` is the open day in the company's zone."""
    with database.read() as connection:
        return tuple(
            FoldedRows(source.name, Kind(kind), rows)
            for source in QUEUED_TABLES
            for kind, rows in connection.execute(text(_counts_of(source)), {"zone": zone, "today": today})
        )


def _counts_of(source: Table) -> str:
    key = [column.name for column in source.primary_key]
    moment = next((column.name for column in source.columns if isinstance(column.type, DateTime)), None)
    day = f"(s.{moment} AT TIME ZONE :zone)::date" if moment else _own_day(source)
    queue = CHANGE_TABLES[source.name].name
    return _COUNTS.format(day=day, first=key[0], key=", ".join(key), queue=queue, source=source.name)


def _own_day(source: Table) -> str:
    """A month's forecast is due before the month is over, and an experiment before it ends: neither is late before."""
    if "day" in source.columns:
        return "s.day"
    if "month" in source.columns:
        return "(s.month + interval '1 month')::date - 1"
    return "coalesce(s.ended_on, :today)"

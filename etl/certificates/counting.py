"""Counts a source's days where its rows lie."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import Connection, text

from etl.certificates.days import runs_of
from etl.certificates.facts import Counted, Volume
from etl.certificates.queries import read_query
from store.measures import Source

# How its rows find their day, and what of them is counted.
_ROWS: Mapping[Source, tuple[str, str]] = MappingProxyType(
    {
        Source.ORDERS: ("by_moment", "SELECT ordered_at AS moment, gross_amount AS amount, channel FROM orders"),
        Source.REFUNDS: (
            "by_moment",
            "SELECT refunded_at AS moment, amount, CAST(NULL AS text) AS channel FROM refunds",
        ),
        Source.SPEND: ("by_day", "SELECT day, amount, channel, 1 AS rows FROM spend"),
        Source.EXPENSES: ("by_day", "SELECT day, amount, NULL::text AS channel, 1 AS rows FROM expenses"),
        Source.CASH_BALANCES: (
            "by_day",
            "SELECT day, balance AS amount, NULL::text AS channel, 1 AS rows FROM cash_balances",
        ),
        Source.TOUCHPOINTS: ("by_moment", "SELECT touched_at AS moment, 0 AS amount, channel FROM touchpoints"),
    }
)


# Where the source lies on another engine: as it was counted there.
_ROWS_ELSEWHERE = (
    "SELECT day, amount, nullif(channel, '') AS channel, rows FROM engine_volumes WHERE source = '{source}'"
)


@dataclass(frozen=True)
class Counting:
    """Where a company's sources lie, to be counted: `held` are those on another engine."""

    connection: Connection
    zone: str
    held: frozenset[str]

    def rows(self, source: Source) -> tuple[str, str]:
        """How the source's rows find their day, and what of them is counted."""
        if source.value in self.held:
            return "by_day", _ROWS_ELSEWHERE.format(source=source.value)
        return _ROWS[source]


def count_days(counting: Counting, source: Source, days: Iterable[date]) -> dict[date, Counted]:
    """Each of the days with what is found of it; nothing found is a volume of nothing."""
    found = dict.fromkeys(days, Counted(Volume()))
    runs = runs_of(found)
    if not runs:
        return found
    by, rows = counting.rows(source)
    asked = {"firsts": [first for first, _ in runs], "lasts": [last for _, last in runs]}
    parameters = asked | {"zone": counting.zone} if by == "by_moment" else asked
    query = read_query(by).replace("{source}", rows)
    for day, number, amount, unknown in counting.connection.execute(text(query), parameters):
        found[day] = Counted(Volume(number, amount), tuple(sorted(unknown or ())))
    return found


def count_channels(
    counting: Counting, source: Source, first: date, last: date
) -> Iterator[tuple[date, str, int, Decimal]]:
    """What each marketing channel brought on each day of a source whose rows are of days."""
    query = read_query("by_channel").replace("{source}", counting.rows(source)[1])
    for row in counting.connection.execute(text(query), {"first": first, "last": last}):
        yield row.day, row.channel, row.rows, row.amount

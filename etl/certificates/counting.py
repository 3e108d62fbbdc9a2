"""Counts a source's days where its rows lie."""

from collections.abc import Iterable, Mapping
from datetime import date
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
        Source.SPEND: ("by_day", "SELECT day, amount, channel FROM spend"),
        Source.EXPENSES: ("by_day", "SELECT day, amount, NULL::text AS channel FROM expenses"),
        Source.CASH_BALANCES: (
            "by_day",
            "SELECT day, balance AS amount, NULL::text AS channel FROM cash_balances",
        ),
        Source.TOUCHPOINTS: ("by_moment", "SELECT touched_at AS moment, 0 AS amount, channel FROM touchpoints"),
    }
)


def count_days(connection: Connection, zone: str, source: Source, days: Iterable[date]) -> dict[date, Counted]:
    """Each of the days with what is found of it; nothing found is a volume of nothing."""
    found = dict.fromkeys(days, Counted(Volume()))
    runs = runs_of(found)
    if not runs:
        return found
    by, rows = _ROWS[source]
    asked = {"firsts": [first for first, _ in runs], "lasts": [last for _, last in runs]}
    parameters = asked | {"zone": zone} if by == "by_moment" else asked
    query = read_query(by).replace("{source}", rows)
    for day, number, amount, unknown in connection.execute(text(query), parameters):
        found[day] = Counted(Volume(number, amount), tuple(sorted(unknown or ())))
    return found

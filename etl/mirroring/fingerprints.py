"""What each local day of a relation looks like from afar, and which days look other than when they were last compared.

A fingerprint is the number of a day's rows, the sum of their money, and the latest `updated_at`; where the relation has
no such column, a sum of hashes of the rows instead. It does not see a change that leaves all of these as they were.
"""

from dataclasses import dataclass
from datetime import date

from psycopg import sql
from sqlalchemy import Connection, text

from etl.mirroring.dating import Span
from etl.mirroring.queries import read_query, written
from etl.mirroring.shape import Shape
from etl.temporary import create_temporary

_EVER = Span(date.min)

# Sums do not depend on the order in which rows come; as numeric they have no end to overflow.
_HASH = "sum(hashtextextended(ROW({cells})::text, 0)::numeric)"


@dataclass(frozen=True)
class Compared:
    """The days that have to be compared row by row, and how many rows lie on them now."""

    days: int
    rows: int
    span: Span


def compare_days(connection: Connection, shape: Shape, zone: str, since: date | None, *, every_row: bool) -> Compared:
    """Keep the fingerprints as `seen_days`, and the days to compare as `compared_days`; from `since` on, or of all."""
    span = Span(since) if since else _EVER
    create_temporary(connection, "seen_days", _seeing(shape, since), {"zone": zone, **span.parameters})
    judged = {"source": shape.contract.source, "shape": str(shape), "every_row": every_row, **span.parameters}
    create_temporary(connection, "compared_days", read_query("compared_days"), judged)
    query = (
        "SELECT count(*), coalesce(sum(rows), 0), min(day), max(day) FROM compared_days LEFT JOIN seen_days USING (day)"
    )
    days, rows, first, last = connection.execute(text(query)).one()
    return Compared(days, int(rows), Span(first or date.min, last))


def remember_days(connection: Connection, shape: Shape) -> None:
    """Keep the fingerprints of the compared days; `taken_days` says how many of their rows could be used."""
    remembered = {"source": shape.contract.source, "shape": str(shape)}
    for name in ("forget_days", "remember_days"):
        connection.execute(text(read_query(name)), remembered)


def _seeing(shape: Shape, since: date | None) -> str:
    updated_at = shape.updated_at
    recent = sql.SQL("WHERE {} AND {} >= CAST(:first AS date)").format(shape.near, shape.day)
    return written(
        sql.SQL(
            "SELECT {day} AS day, count(*) AS rows, sum({amount}) AS amount, {latest} AS latest, {hash} AS hash "
            "FROM {relation} r {recent} GROUP BY 1"
        ).format(
            day=shape.day,
            amount=shape.amount,
            latest=sql.SQL("max({}::timestamptz)").format(updated_at.value if updated_at else sql.SQL("NULL")),
            hash=sql.SQL("NULL::numeric" if updated_at else _HASH).format(cells=shape.cells),
            relation=shape.relation.identifier,
            recent=recent if since else sql.SQL(""),
        )
    )

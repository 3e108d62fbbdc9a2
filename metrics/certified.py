"""Reads what is attested of the sources' days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Connection, Text, func, literal, select

from metrics.as_of import Relations
from metrics.reader import Doubt, Span
from store.certificates import CertificateStatus, Finding, finding_of
from store.measures import Source
from store.tables import certificates

_NOW = Relations()


@dataclass(frozen=True)
class Closed:
    """How far a source is closed, and which of its days are withheld for what was found of them."""

    to: date | None
    withheld: Mapping[date, tuple[Finding, ...]]


def read_closed(connection: Connection, relations: Relations = _NOW) -> Mapping[Source, Closed]:
    """How far each source is closed."""
    table = relations.of(certificates).c
    is_withheld = table.status == CertificateStatus.WITHHELD
    withheld: defaultdict[str, dict[date, tuple[Finding, ...]]] = defaultdict(dict)
    for source, day, findings in connection.execute(select(table.source, table.day, table.findings).where(is_withheld)):
        withheld[source][day] = _findings(findings)
    asked = func.unnest(literal(list(Source), ARRAY(Text))).table_valued("source", name="asked").render_derived()
    # A look at the end of the key's index for each source, however many days it has.
    last = select(func.max(table.day)).where(table.source == asked.c.source, ~is_withheld).scalar_subquery()
    rows = connection.execute(select(asked.c.source, last))
    return {Source(source): Closed(day, withheld[source]) for source, day in rows}


def read_doubts(
    connection: Connection, sources: Iterable[str], span: Span, relations: Relations = _NOW
) -> tuple[Doubt, ...]:
    """The days of the span that the sources' certificates say something of, in their order."""
    table = relations.of(certificates).c
    query = (
        select(table.source, table.day, table.findings)
        .where(
            table.status != CertificateStatus.CERTIFIED,
            table.source.in_(sorted(sources)),
            table.day.between(span.start, span.end),
        )
        .order_by(table.day, table.source)
    )
    return tuple(Doubt(Source(source), day, _findings(found)) for source, day, found in connection.execute(query))


def _findings(stored: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(map(finding_of, stored))

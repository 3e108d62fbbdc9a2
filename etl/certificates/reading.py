"""Reads what the checks look at, and the certificates that stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from etl.certificates.counting import Counting, count_channels, count_days
from etl.certificates.facts import SourceFacts, Volume
from etl.certificates.queries import read_query
from etl.certificates.scope import LOOK_BACK, Reach, Scope
from store.certificates import Certificate, finding_of
from store.measures import Cadence, Source
from store.tables import acceptances, certificates, source_watermarks


@dataclass(frozen=True)
class Said:
    """What people and loaders said of the sources: days accepted, and how far a load came."""

    accepted: Mapping[str, frozenset[date]]
    watermarks: Mapping[str, date]


def read_reaches(connection: Connection, today: date) -> dict[Source, Reach]:
    """Every source that has rows up to the open day."""
    rows = connection.execute(text(read_query("known_days")), {"today": today})
    return {Source(source): Reach(*rest) for source, *rest in rows}


def read_said(connection: Connection) -> Said:
    """All that was accepted, and every watermark."""
    accepted: defaultdict[str, set[date]] = defaultdict(set)
    for source, day in connection.execute(select(acceptances.c.source, acceptances.c.day)):
        accepted[source].add(day)
    written = connection.execute(select(source_watermarks.c.source, source_watermarks.c.complete_to))
    return Said({source: frozenset(days) for source, days in accepted.items()}, {row[0]: row[1] for row in written})


def read_certificates(connection: Connection, source: str, first: date, last: date) -> dict[date, Certificate]:
    """The certificates that stand for these days of a source."""
    table = certificates.c
    query = select(table.day, table.rows, table.findings).where(table.source == source, table.day.between(first, last))
    return _by_day(source, connection.execute(query))


def read_doubtful(connection: Connection) -> Mapping[str, Mapping[date, Certificate]]:
    """The certificates that say anything, by source."""
    table = certificates.c
    query = select(table.source, table.day, table.rows, table.findings).where(table.status != "certified")
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    for source, *row in connection.execute(query):
        rows[source].append(row)
    return {source: _by_day(source, found) for source, found in rows.items()}


def _by_day(source: str, rows: Iterable[Any]) -> dict[date, Certificate]:
    return {day: Certificate(source, day, number, tuple(map(finding_of, findings))) for day, number, findings in rows}


def read_published(connection: Connection, first: date, last: date) -> Mapping[str, Mapping[date, Volume]]:
    """What is published of each source's days, with the weeks before them."""
    found: defaultdict[str, dict[date, Volume]] = defaultdict(dict)
    parameters = {"first": first - LOOK_BACK, "last": last}
    for source, day, rows, amount in connection.execute(text(read_query("published")), parameters):
        found[source][day] = Volume(rows, amount)
    return found


def read_facts(
    counting: Counting,
    source: Source,
    reach: Reach,
    *,
    said: Said,
    published: Mapping[date, Volume],
    scope: Scope,
) -> SourceFacts:
    """The facts of the days in scope, those to be counted read where their rows lie."""
    watermark = said.watermarks.get(source.value)
    by_later_row = reach.last_day - timedelta(days=1)
    by_channel = source.cadence is Cadence.DAILY
    return SourceFacts(
        published,
        count_days(counting, source, scope.counted),
        _by_channel(counting, source, min(scope.days) - LOOK_BACK, max(scope.days)) if by_channel else {},
        reach.first_day,
        max(by_later_row, watermark) if watermark else by_later_row,
        watermark,
        said.accepted.get(source.value, frozenset()),
    )


def _by_channel(counting: Counting, source: Source, first: date, last: date) -> dict[date, dict[str, Volume]]:
    found: defaultdict[date, dict[str, Volume]] = defaultdict(dict)
    for day, channel, rows, amount in count_channels(counting, source, first, last):
        found[day][channel] = Volume(rows, amount)
    return found

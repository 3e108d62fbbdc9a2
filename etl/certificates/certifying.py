"""Certifies the days that a run touched or that have ended since, as part of what the run publishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from etl.certificates.counting import Counting
from etl.certificates.days import days_between
from etl.certificates.facts import Volume
from etl.certificates.judging import judge
from etl.certificates.publishing import CertificateChanges
from etl.certificates.reading import (
    Said,
    read_certificates,
    read_doubtful,
    read_facts,
    read_published,
    read_reaches,
    read_said,
)
from etl.certificates.scope import Reach, Scope, first_certified, last_certified, scope_of
from store.measures import Source


def certify(counting: Counting, today: date, touched: Iterable[date] | None) -> CertificateChanges:
    """What changes in the certificates, `touched` being the days whose published rows changed (None: all of them).

    `today` is the open day in the company's zone. It reads the published tables as they are about to be published, and
    writes nothing.
    """
    return _Certifying(counting, today, read_said(counting.connection)).changes(touched)


@dataclass(frozen=True)
class _Certifying:
    counting: Counting
    today: date
    said: Said

    @property
    def connection(self) -> Connection:
        return self.counting.connection

    def changes(self, touched: Iterable[date] | None) -> CertificateChanges:
        reaches, doubtful = read_reaches(self.connection, self.today), read_doubtful(self.connection)
        days = None if touched is None else frozenset(touched)
        scopes = {
            source: scope_of(reach, self._every(source, reach), days, doubtful.get(source.value, {}))
            for source, reach in reaches.items()
        }
        published = self._published(scopes.values())
        changes = CertificateChanges(self.connection)
        for source, reach in reaches.items():
            first, last = self._first_and_last(source, reach)
            if reach.has_certificates_outside(first, last):
                changes.withdraw_outside(source.value, first, last)
            if scopes[source].days:
                self._judge(source, reach, scopes[source], published.get(source.value, {}), changes)
        changes.withdraw_other_sources(reaches)
        return changes

    def _every(self, source: Source, reach: Reach) -> frozenset[date]:
        return frozenset(days_between(*self._first_and_last(source, reach)))

    def _first_and_last(self, source: Source, reach: Reach) -> tuple[date, date]:
        watermark = self.said.watermarks.get(source.value)
        return first_certified(reach), last_certified(reach, self.today, watermark)

    def _published(self, scopes: Iterable[Scope]) -> Mapping[str, Mapping[date, Volume]]:
        days = [day for scope in scopes for day in scope.days]
        return read_published(self.connection, min(days), max(days)) if days else {}

    def _judge(
        self,
        source: Source,
        reach: Reach,
        scope: Scope,
        published: Mapping[date, Volume],
        changes: CertificateChanges,
    ) -> None:
        facts = read_facts(self.counting, source, reach, said=self.said, published=published, scope=scope)
        standing = read_certificates(self.connection, source.value, min(scope.days), max(scope.days))
        for day, certificate in judge(source, scope.days, facts, standing).items():
            changes.replace(standing.get(day), certificate)

"""Incidents of the data: runs of days whose certificates say something that whoever reads a number must know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from metrics.answer import Annotation, Period
from metrics.answer.wording import day_text, period_text
from metrics.reader import Doubt
from store.certificates import Check, Finding

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Incident:
    """The same finding on consecutive days."""

    start: date
    end: date
    finding: Finding

    @property
    def text(self) -> str:
        """It and its days, as a sentence: "No rows of ad spend on Nov 3 – Nov 4, 2026."."""
        days = period_text(Period(self.start, self.end, ""))
        detail = f": {self.finding.detail}" if self.finding.detail else ""
        return f"{_capital(self.finding.label)} on {days}{detail}."


def incidents_of(doubts: Iterable[Doubt], *, by_channel: bool) -> tuple[Incident, ...]:
    """What was found, in order. A spelling that no mapping knows matters only where channels are told apart."""
    found = [
        (finding, doubt.day)
        for doubt in doubts
        for finding in doubt.findings
        if by_channel or finding.check is not Check.UNKNOWN_CHANNEL
    ]
    incidents = (incident for finding in dict.fromkeys(each for each, _ in found) for incident in _runs(finding, found))
    return tuple(sorted(incidents, key=lambda incident: (incident.start, incident.finding.label)))


def annotations(incidents: tuple[Incident, ...]) -> tuple[Annotation, ...]:
    """The incidents as marks on a picture, each on its first day."""
    return tuple(Annotation(incident.start, incident.finding.label) for incident in incidents)


def incident_notes(incidents: tuple[Incident, ...], most: int = 3) -> tuple[str, ...]:
    """The incidents in sentences; where there are many, how many more."""
    told = tuple(incident.text for incident in incidents[:most])
    rest = len(incidents) - most
    return (*told, f"{rest} more remarks on the data of these days.") if rest > 0 else told


def not_reconciled(doubts: Iterable[Doubt]) -> str | None:
    """Why there is no number: a day whose published rows are not what lies in the source."""
    for doubt in doubts:
        for finding in doubt.findings:
            if finding.check is Check.NOT_RECONCILED:
                return f"{doubt.source.label} of {day_text(doubt.day)} do not add up: {finding.advice}"
    return None


def _runs(finding: Finding, found: list[tuple[Finding, date]]) -> Iterator[Incident]:
    days = [day for each, day in found if each == finding]
    # Consecutive days less their rank in the list are the same day.
    for _, run in groupby(enumerate(days), key=lambda ranked: ranked[1] - _DAY * ranked[0]):
        ranked = [day for _, day in run]
        yield Incident(ranked[0], ranked[-1], finding)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

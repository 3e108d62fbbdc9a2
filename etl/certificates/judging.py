"""Facts -> certificates: all checks of a day, less what a person has accepted."""

from collections.abc import Iterable, Mapping
from datetime import date

from etl.certificates.checks import CHECKS, FOUND_BY_COUNTING
from etl.certificates.facts import SourceFacts
from store.certificates import ACCEPTABLE, Certificate, Finding
from store.measures import Source


def judge(
    source: Source, days: Iterable[date], facts: SourceFacts, standing: Mapping[date, Certificate]
) -> dict[date, Certificate]:
    """A certificate for each of the days; `standing` are those of before, for days that were not counted again."""
    return {day: _judged(source, day, facts, standing.get(day)) for day in days}


def _judged(source: Source, day: date, facts: SourceFacts, standing: Certificate | None) -> Certificate:
    found = [finding for check in CHECKS for finding in check(source, day, facts)]
    if day not in facts.counted and standing:
        found += [each for each in standing.findings if each.check in FOUND_BY_COUNTING]
    findings = tuple(each for each in found if not _is_accepted(each, day, facts))
    return Certificate(source.value, day, facts.volume(day).rows, findings)


def _is_accepted(finding: Finding, day: date, facts: SourceFacts) -> bool:
    return finding.check in ACCEPTABLE and day in facts.accepted

"""Which day is closed for a metric, and what holds it back.

A day is closed when it has ended and no certificate of a source that the metric depends on withholds it. A source where
no row means none (refunds) never holds anything back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.answer import Freshness
from metrics.answer.wording import day_text
from metrics.reader import SourceState
from store.certificates import Check, Finding
from store.measures import Cadence, Source

_DAY = timedelta(days=1)
_SPARSE = frozenset(source.value for source in Source if source.cadence is Cadence.SPARSE)


@dataclass(frozen=True)
class Closing:
    """The last closed day for a metric, and how it stands to yesterday."""

    day: date
    freshness: Freshness


def not_connected(needed: frozenset[str], sources: Mapping[str, SourceState]) -> str | None:
    """Why a metric over these sources can have no value at all: the first that was never brought."""
    for source in sorted(needed):
        if not sources[source].connected:
            return f"{Source(source).label} {_are(source)} not connected: import a file of {source}"
    return None


def first_day(needed: frozenset[str], sources: Mapping[str, SourceState]) -> date | None:
    """The first day on which every source that is never silent has begun; of silent ones alone, their first row."""
    days = [sources[source].first_day for source in needed - _SPARSE or needed]
    return max((day for day in days if day), default=None)


def not_loaded(needed: frozenset[str], sources: Mapping[str, SourceState], day: date) -> str | None:
    """Why nothing can be said of the open day: the first source without a row of it. No row yet is not zero."""
    for source in sorted(needed - _SPARSE):
        last = sources[source].last_day
        if last is None or last < day:
            return f"no {Source(source).label} of {day_text(day)} {_are(source)} in yet"
    return None


def close(needed: frozenset[str], sources: Mapping[str, SourceState], today: date) -> Closing:
    """The last closed day of these sources as of today's start."""
    yesterday = today - _DAY
    binding = {source: sources[source] for source in needed - _SPARSE if sources[source].first_day}
    day = min((*(_closed_to(state) for state in binding.values()), yesterday))
    while any(day in state.withheld for state in binding.values()):
        day -= _DAY
    held_back_by = _held_back_by(binding, day + _DAY) if day < yesterday else None
    return Closing(day, Freshness(day, (yesterday - day).days, held_back_by))


def _closed_to(state: SourceState) -> date:
    if state.closed_to is None:
        # Rows, and no day of them that has ended.
        return (state.first_day or date.max) - _DAY
    return state.closed_to


def _held_back_by(binding: Mapping[str, SourceState], missing: date) -> str:
    """What keeps this day from being closed, of each source that does."""
    reasons = {
        _reason(source, state.withheld[missing][0] if missing in state.withheld else None)
        for source, state in sorted(binding.items())
        if missing in state.withheld or _closed_to(state) < missing
    }
    return " and ".join(reason.format(day=day_text(missing)) for reason in sorted(reasons))


def _reason(source: str, finding: Finding | None) -> str:
    label = Source(source).label
    if finding is None or finding.check is Check.NO_ROWS or finding.label == f"no {label} yet":
        return f"{label} of {{day}} not in"
    if finding.check is Check.NOT_COMPLETE:
        return f"{label} of {{day}} not known to be complete"
    return f"{_plain(finding.label)} on {{day}}"


def _plain(label: str) -> str:
    return label.replace("{", "{{").replace("}", "}}")


def _are(source: str) -> str:
    return "is" if source == Source.SPEND else "are"

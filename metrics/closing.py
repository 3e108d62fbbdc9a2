"""Which day is closed for a metric, and what holds it back.

A day is closed when it has ended and every source that the metric depends on is complete to it. Until certificates
exist a source is complete to its last day with rows; one where no row means none (refunds) never holds anything back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.answer import Freshness
from metrics.answer.wording import day_text
from metrics.reader import SourceState
from store.measures import Source

_SPARSE = frozenset({Source.REFUNDS.value, Source.EXPENSES.value, Source.CASH_BALANCES.value})
_NAMES = {
    Source.ORDERS.value: "orders",
    Source.REFUNDS.value: "refunds",
    Source.SPEND.value: "ad spend",
    Source.EXPENSES.value: "operating expenses",
    Source.CASH_BALANCES.value: "cash balances",
}


@dataclass(frozen=True)
class Closing:
    """The last closed day for a metric, and how it stands to yesterday."""

    day: date
    freshness: Freshness


def not_connected(needed: frozenset[str], sources: Mapping[str, SourceState]) -> str | None:
    """Why a metric over these sources can have no value at all: the first that was never brought."""
    for source in sorted(needed):
        if not sources[source].connected:
            return f"{_NAMES[source]} {'is' if source == 'spend' else 'are'} not connected: import a file of {source}"
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
            return f"no {_NAMES[source]} of {day_text(day)} {'is' if source == 'spend' else 'are'} in yet"
    return None


def close(needed: frozenset[str], sources: Mapping[str, SourceState], today: date) -> Closing:
    """The last closed day of these sources as of today's start."""
    yesterday = today - timedelta(days=1)
    lasts = {source: sources[source].last_day for source in needed - _SPARSE}
    known = {source: day for source, day in lasts.items() if day}
    day = min((*known.values(), yesterday))
    held_back_by = _held_back_by(known, day) if day < yesterday else None
    return Closing(day, Freshness(day, (yesterday - day).days, held_back_by))


def _held_back_by(lasts: Mapping[str, date], latest: date) -> str:
    late = sorted(_NAMES[source] for source, day in lasts.items() if day == latest)
    return f"{' and '.join(late)} of {day_text(latest + timedelta(days=1))} not in"

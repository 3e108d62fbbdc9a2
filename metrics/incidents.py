"""Incidents of the data: days on which a source that always has rows has none."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from metrics.answer import Annotation, Period
from metrics.answer.wording import period_text
from store.measures import Source

_DAY = timedelta(days=1)
# A shop that sells nothing on one day in ten sells nothing on ordinary days too.
_MOST_SILENT = 0.05
# Whose every day has a row (metrics.md, section 2), and whose days have one unless little is sold.
_DAILY, _CONTINUOUS = Source.SPEND.value, Source.ORDERS.value
_NAMES = {_DAILY: "ad spend", _CONTINUOUS: "orders"}


@dataclass(frozen=True)
class Silence:
    """A run of days without a row of a source."""

    source: str
    start: date
    end: date

    @property
    def text(self) -> str:
        """It in a few words: "no rows of ad spend"."""
        return f"no rows of {_NAMES[self.source]}"


def silences(days_with_rows: Mapping[str, Collection[date]], period: Period) -> tuple[Silence, ...]:
    """The runs of days of the period without a row, of the sources that are never silent for long, in order."""
    found = [
        silence
        for source, days in days_with_rows.items()
        if source in _NAMES
        for silence in _of_source(source, frozenset(days), period)
    ]
    return tuple(sorted(found, key=lambda silence: (silence.start, silence.source)))


def annotations(found: tuple[Silence, ...]) -> tuple[Annotation, ...]:
    """The incidents as marks on a picture, each on its first day."""
    return tuple(Annotation(silence.start, silence.text) for silence in found)


def incident_notes(found: tuple[Silence, ...], most: int = 3) -> tuple[str, ...]:
    """The incidents in sentences; where there are many, how many more."""
    told = tuple(f"{_capital(silence.text)} on {_days_text(silence)}." for silence in found[:most])
    rest = len(found) - most
    return (*told, f"{rest} more gaps in the rows of these days.") if rest > 0 else told


def _of_source(source: str, with_rows: frozenset[date], period: Period) -> Iterator[Silence]:
    days = [period.start + _DAY * index for index in range(period.days)]
    silent = [day for day in days if day not in with_rows]
    if source == _CONTINUOUS and len(silent) > _MOST_SILENT * len(days):
        return
    # Consecutive days less their rank in the list are the same day.
    for _, run in groupby(enumerate(silent), key=lambda ranked: ranked[1] - _DAY * ranked[0]):
        ranked = [day for _, day in run]
        yield Silence(source, ranked[0], ranked[-1])


def _days_text(silence: Silence) -> str:
    return period_text(Period(silence.start, silence.end, ""))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

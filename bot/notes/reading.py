"""The words after /kpi note, read as what to do with notes. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.legible import legible
from metrics.catalogue import find_metric
from metrics.period_words import read_period

MOST_LETTERS = 80
USAGE = '/kpi note 2026-11-20 "Black Friday starts" [metric]'
_QUOTED = re.compile(
    r"""^(?P<day>[^"“”«»]+?)\s*["“”«»](?P<text>[^"“”«»]+)["“”«»]\s*(?:(?:on|for|of) )?(?P<metric>.*)$"""
)
_REMOVE = re.compile(r"^(?:remove|delete)\s+#?(\d{1,9})$")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Add:
    """Write this beside a day, of one metric or of all."""

    day: date
    text: str
    metric: str | None = None


@dataclass(frozen=True)
class Remove:
    """Take away the note of this number."""

    number: int


@dataclass(frozen=True)
class ListNotes:
    """Tell which there are."""


@dataclass(frozen=True)
class Misread:
    """What can't be done, in a sentence that says what would be."""

    sentence: str


def read_note(words: str, today: date) -> Add | Remove | ListNotes | Misread:
    """What is to be done. `today`: the open day in the company's zone."""
    asked = words.strip()
    if asked.lower() in {"", "list"}:
        return ListNotes()
    removed = _REMOVE.match(asked.lower())
    if removed:
        return Remove(int(removed[1]))
    found = _QUOTED.match(asked)
    if found is None:
        how = f"Write a day, and the note between quotation marks: {USAGE}. To take one away: /kpi note remove 3."
        return Misread(how)
    return _added(found, today)


def _added(found: re.Match[str], today: date) -> Add | Misread:
    day, text = _day(found["day"], today), " ".join(legible(found["text"]).split())
    if isinstance(day, Misread):
        return day
    if not 1 <= len(text) <= MOST_LETTERS:
        return Misread(f"A note has 1 to {MOST_LETTERS} letters, to fit on a picture; this one has {len(text)}.")
    of = found["metric"].strip()
    metric = find_metric(of) if of else None
    if of and metric is None:
        return Misread(f"I don't know “{of[:60]}” as a metric. Without one the note is of all numbers.")
    return Add(day, text, metric.name if metric else None)


def _day(words: str, today: date) -> date | Misread:
    said = " ".join(words.split()).removeprefix("on ")
    spec = read_period(said)
    if spec is None:
        return Misread(
            f"I don't know “{said[:60]}” as a day. Write it as 2026-11-20, “yesterday”, “friday” or “20 nov”."
        )
    period = spec.resolve(today - _DAY, today).period
    if period.start != period.end:
        return Misread(f"“{said[:60]}” is more than one day; a note stands at one, such as 2026-11-20.")
    return period.start

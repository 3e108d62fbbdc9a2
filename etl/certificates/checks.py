"""The checks of one local day of a source: each a pure function that finds something or nothing.

Every finding says what a person should look at. A day whose rows do not add up is never shown; one that is not
complete holds its metrics back; one that is merely odd is shown and marked, until somebody accepts it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeAlias

from etl.certificates.facts import NOTHING, SourceFacts
from etl.certificates.plausibility import WEEKS, Oddity, oddity
from store.certificates import Check, Finding
from store.measures import Cadence, Source

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
# Who had rows on half of four weeks is expected; who had on nearly each of them is missed where a row may be absent.
_LOOK_BACK = 28
_EXPECTED = 14
_RARELY_SILENT = 24

Checking: TypeAlias = Callable[[Source, date, SourceFacts], Iterator[Finding]]


def reconciled(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """What is published of the day comes to what lies in the source."""
    counted = facts.counted.get(day)
    published = facts.volume(day)
    if counted is None or counted.volume == published:
        return
    yield Finding(
        Check.NOT_RECONCILED,
        f"{source.label} not reconciled",
        f"{counted.volume.rows:,} rows of {counted.volume.amount:,.2f} lie in the source, {published.rows:,} of "
        f"{published.amount:,.2f} are published: compute the day again with kpibot etl run --from {day} --to {day}",
        withholds=True,
    )


def complete(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """Nothing more is expected of the day, by the source's cadence."""
    if source.cadence is Cadence.SPARSE or _is_vouched_for(source, day, facts):
        return
    has_rows = facts.volume(day).rows > 0
    if source.cadence is Cadence.CONTINUOUS:
        yield Finding(
            Check.NOT_COMPLETE,
            f"{source.label} not known to be complete" if has_rows else f"no {source.label} yet",
            f"no later row of {source.value} is in: load on, or say how far the load came with "
            f"kpibot etl complete {source.value} {day}",
            withholds=True,
        )
    elif not has_rows:
        yield Finding(
            Check.NO_ROWS,
            f"no rows of {source.label}",
            f"the day's row of {source.value} is not there: load it, or accept the day if nothing was spent",
            withholds=True,
        )


def all_channels_there(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """Each channel that usually has a row has one, and not one of nothing where it usually comes to something."""
    here = facts.by_channel.get(day, {})
    if not here or (facts.watermark and day <= facts.watermark):
        return
    for channel in sorted(_expected(day, facts)):
        volume = here.get(channel, NOTHING)
        if not volume.rows:
            yield Finding(
                Check.MISSING_CHANNEL,
                f"no rows of {channel}'s {source.label}",
                f"{channel} usually has rows of {source.value}: load them, or accept the day if {channel} is paused",
                withholds=True,
                subject=channel,
            )
        elif not volume.amount:
            yield Finding(
                Check.ALL_ZERO,
                f"{channel}'s {source.label} is all zero",
                f"{channel} usually comes to more than nothing: look at the loader, or accept the day if it is so",
                withholds=True,
                subject=channel,
            )


def rarely_silent(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """A continuous source that has rows nearly every day has some on this one."""
    if source.cadence is not Cadence.CONTINUOUS or facts.volume(day).rows or not _is_vouched_for(source, day, facts):
        return
    before = [day - _DAY * back for back in range(1, _LOOK_BACK + 1)]
    if sum(1 for each in before if facts.volume(each).rows) < min(_RARELY_SILENT, _days_known(day, facts)):
        return
    yield Finding(
        Check.NO_ROWS,
        f"no rows of {source.label}",
        f"nearly every day has rows of {source.value}: look at the shop's feed, or accept the day if nothing was sold",
    )


def plausible(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """The day's rows and amounts are like those of the last eight of its weekday."""
    before = [facts.volume(day - _WEEK * back) for back in range(1, WEEKS + 1)]
    known = [each for each in before if each.rows]
    here = facts.volume(day)
    if source.cadence is Cadence.SPARSE or not here.rows:
        return
    usual_rows = [float(each.rows) for each in known]
    usual = sum(usual_rows) / max(len(usual_rows), 1)
    rows_found = oddity(here.rows, usual_rows, counts=usual)
    amount_found = oddity(float(here.amount), [float(each.amount) for each in known], counts=usual)
    for found, what in ((rows_found, "rows"), (amount_found, "amount")):
        if found:
            yield _odd(source, found, what)
            return


def known_channels(source: Source, day: date, facts: SourceFacts) -> Iterator[Finding]:
    """Every row stands under a channel that the mapping knows."""
    counted = facts.counted.get(day)
    for spelling in counted.unknown if counted else ():
        yield Finding(
            Check.UNKNOWN_CHANNEL,
            f"{source.label} of {spelling!r} under other",
            f"no mapping knows the channel {spelling!r}: fold it in with KPIBOT_CHANNELS",
            subject=spelling,
        )


CHECKS: tuple[Checking, ...] = (
    reconciled,
    complete,
    all_channels_there,
    rarely_silent,
    plausible,
    known_channels,
)
# What only counting in the source can find; a day that is not counted again keeps what was found of it.
FOUND_BY_COUNTING = frozenset({Check.NOT_RECONCILED, Check.UNKNOWN_CHANNEL})


def _is_vouched_for(source: Source, day: date, facts: SourceFacts) -> bool:
    to = facts.complete_to if source.cadence is Cadence.CONTINUOUS else facts.watermark
    return to is not None and day <= to


def _expected(day: date, facts: SourceFacts) -> Iterator[str]:
    """The channels that came to something on half of the last four weeks, and are not accepted as paused since."""
    days: Counter[str] = Counter()
    for back in range(_LOOK_BACK, 0, -1):
        before = day - _DAY * back
        here = {channel for channel, volume in facts.by_channel.get(before, {}).items() if volume.amount}
        if before in facts.accepted:
            days = Counter({channel: number for channel, number in days.items() if channel in here})
        days.update(here)
    return (channel for channel, number in days.items() if number >= _EXPECTED)


def _days_known(day: date, facts: SourceFacts) -> int:
    """How many days of the look back lie after the source's first, so that a young source is judged as well."""
    if facts.first_day is None:
        return _LOOK_BACK
    return max(_EXPECTED, min(_LOOK_BACK, (day - facts.first_day).days))


def _odd(source: Source, found: Oddity, what: str) -> Finding:
    direction = "low" if found.is_low else "high"
    number = f"{found.value:,.0f} against usually {found.usual:,.0f}"
    return Finding(
        Check.IMPLAUSIBLE,
        f"unusually {direction} {source.label}",
        f"unlike the last {WEEKS} of its weekday: look whether the load of {source.value} was whole or came twice, or "
        "accept the day if it is right",
        detail=f"{number} {'rows' if what == 'rows' else 'in money'}",
    )

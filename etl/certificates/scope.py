"""Which days of a source a run judges, and which of them it counts again where their rows lie."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from etl.certificates.days import days_between
from store.certificates import Certificate, Check

_DAY = timedelta(days=1)
# Days long before a source's last row have no certificate, nor long after it: a mistyped year must not cost a million.
_MOST_BEFORE = timedelta(days=3_660)
_MOST_AFTER = timedelta(days=62)
# The weeks that a day is held against, and one more.
LOOK_BACK = timedelta(days=63)


@dataclass(frozen=True)
class Reach:
    """How far a source's rows reach, up to the open day, and which days of it have a certificate."""

    first_day: date
    last_day: date
    certified_from: date | None
    certified_to: date | None

    def has_certificates_outside(self, first: date, last: date) -> bool:
        """Whether a day before the first or after the last has one."""
        if self.certified_from is None or self.certified_to is None:
            return False
        return self.certified_from < first or self.certified_to > last


@dataclass(frozen=True)
class Scope:
    """Days to judge, all of them closed; `counted` are among them."""

    days: frozenset[date]
    counted: frozenset[date]


def first_certified(reach: Reach) -> date:
    """The first day that has a certificate."""
    return max(reach.first_day, reach.last_day - _MOST_BEFORE)


def last_certified(reach: Reach, today: date, watermark: date | None) -> date:
    """The last day that has one: yesterday, where the source is not long silent."""
    return min(today - _DAY, max(reach.last_day + _MOST_AFTER, watermark or date.min))


def scope_of(
    reach: Reach,
    every: frozenset[date],
    touched: Iterable[date] | None,
    doubtful: Mapping[date, Certificate],
) -> Scope:
    """The days that a run must look at: those touched, those that ended since, and those that somebody may have mended.

    `every`: all days that have a certificate. `touched`: None for all. A touched day is also what the days after it are
    held against.
    """
    if touched is None:
        return Scope(every, every)
    fresh = {day for day in every if not _has_certificate(reach, day)}
    moved = frozenset(touched) & every
    wrong = {day for day, each in doubtful.items() if any(f.check is Check.NOT_RECONCILED for f in each.findings)}
    counted = (moved | fresh | wrong) & every
    held_against = {day for start in moved for day in days_between(start, start + LOOK_BACK)}
    # How far a source is complete hangs on its last row, and how young it was on its first.
    ends = {day for day in every if day >= reach.last_day}
    if reach.certified_from and reach.certified_from != min(every, default=None):
        ends.update(days_between(reach.certified_from, reach.certified_from + LOOK_BACK))
    return Scope((counted | held_against | set(doubtful) | ends) & every, counted)


def _has_certificate(reach: Reach, day: date) -> bool:
    if reach.certified_from is None or reach.certified_to is None:
        return False
    return reach.certified_from <= day <= reach.certified_to

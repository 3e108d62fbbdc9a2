"""Who holds an episode: a function of the touches that are known, in whatever order they became known. Pure.

A touch is one person putting a mark on a message, or taking it away: a reaction, or one of its buttons. Touches are
only ever added, and each is added once; so events that arrive twice, late or out of order end in the same state.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.rules import Severity

BUTTON, SNOOZE = "button", "snooze"


@dataclass(frozen=True)
class Touch:
    """`name`: the reaction without colons, or BUTTON or SNOOZE. All moments are aware of their zone.

    - `at`: when it was done; of one that was read back, when it was read.
    - `given_at`: the moment whose severity it covers. Of one that was read back, the last at which it was not there
      yet: nobody knows when it was put there, and it must not hide what came later.
    - `until`: it holds no longer than that.
    """

    message_id: int
    person: str
    name: str
    is_set: bool
    at: datetime
    given_at: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Turn:
    """From when on an episode was as bad as that."""

    at: datetime
    severity: Severity


@dataclass(frozen=True)
class Hold:
    """Who holds it, since when and until when (None: for good), the first of them first."""

    people: tuple[str, ...]
    since: datetime
    until: datetime | None = None
    is_snooze: bool = False


def standing(touches: Iterable[Touch], at: datetime) -> tuple[Touch, ...]:
    """The marks that stood at a moment: of each mark of each person, what was put since it was last taken away."""
    found: list[Touch] = []
    for of_one in _by_mark(each for each in touches if each.at <= at).values():
        taken = max((each.at for each in of_one if not each.is_set), default=None)
        # Put and taken away in the same moment, it is away: who is not reminded in vain loses less.
        found += [each for each in of_one if each.is_set and (taken is None or each.at > taken)]
    return tuple(sorted(found, key=lambda each: (each.given_at, each.at, each.person, each.name, each.message_id)))


def hold_at(touches: Iterable[Touch], turns: Sequence[Turn], at: datetime) -> Hold | None:
    """Who held an episode at a moment. A mark covers the severity at which it was given, and what is milder."""
    now = severity_at(turns, at)
    if now is None:
        return None
    covering = [each for each in standing(touches, at) if _covers(each, turns, now, at)]
    if not covering:
        return None
    ends = [each.until for each in covering]
    until = max((each for each in ends if each is not None), default=None) if None not in ends else None
    people = tuple(dict.fromkeys(each.person for each in covering))
    return Hold(people, covering[0].given_at, until, all(each.name == SNOOZE for each in covering))


def first_held(touches: Iterable[Touch], turns: Sequence[Turn], before: datetime) -> datetime | None:
    """When somebody first took it up, while it was open."""
    given = (each.given_at for each in touches if each.is_set and each.at <= before)
    return min((at for at in given if severity_at(turns, at) is not None), default=None)


def severity_at(turns: Sequence[Turn], at: datetime) -> Severity | None:
    """How bad an episode was at a moment; None before it opened."""
    return next((each.severity for each in reversed(turns) if each.at <= at), None)


def read_back(
    known: Iterable[Touch], *, message_id: int, there: set[tuple[str, str]], at: datetime, posted_at: datetime
) -> tuple[Touch, ...]:
    """What the marks that stand on a message tell beside what is known of it: `there` has (person, reaction)."""
    marks = _by_mark(each for each in known if each.message_id == message_id)
    stood = {(each.person, each.name) for each in standing(known, at) if each.message_id == message_id}
    reactions = {mark for mark in stood if mark[1] not in {BUTTON, SNOOZE}}

    def touch(mark: tuple[str, str], *, is_set: bool) -> Touch:
        taken = (each.at for each in marks.get((message_id, *mark), ()) if not each.is_set and each.at <= at)
        return Touch(message_id, *mark, is_set, at, max(taken, default=posted_at) if is_set else at)

    new = [touch(mark, is_set=True) for mark in sorted(there - reactions)]
    return (*new, *(touch(mark, is_set=False) for mark in sorted(reactions - there)))


def is_belied(known: Iterable[Touch], touch: Touch, read_at: datetime | None) -> bool:
    """Whether what became known late was not so any more when its message was read back since: then it is history."""
    if read_at is None or touch.at > read_at:
        return False
    mark = (touch.message_id, touch.person, touch.name)
    stood = {(each.message_id, each.person, each.name) for each in standing(known, read_at)}
    return touch.name not in {BUTTON, SNOOZE} and touch.is_set != (mark in stood)


def _covers(touch: Touch, turns: Sequence[Turn], now: Severity, at: datetime) -> bool:
    given = severity_at(turns, touch.given_at)
    return given is not None and given >= now and (touch.until is None or touch.until > at)


def _by_mark(touches: Iterable[Touch]) -> dict[tuple[int, str, str], list[Touch]]:
    found: dict[tuple[int, str, str], list[Touch]] = defaultdict(list)
    for each in touches:
        found[each.message_id, each.person, each.name].append(each)
    return found

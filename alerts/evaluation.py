"""A rule, what was known, and one more closed day: what is known now, and what happened. Pure, and total.

Each level is a latch: so many days in a row beyond its entry set it, as many at or behind its exit release it, and
whatever lies between does neither. How bad it is, is the most severe level that is set. A day without a value neither
sets nor releases anything: it freezes what was known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from alerts.rules import Level, Rule, Severity

_DAY = timedelta(days=1)


class Gap(StrEnum):
    """Why a day has no value to judge."""

    NO_DATA = "no data"
    WITHHELD = "withheld"
    TOO_SMALL = "too small a sample"


@dataclass(frozen=True)
class Reading:
    """A closed day and its value, in the metric's own unit; or why it has none, and what there is to say of that.

    Without a value and without a gap it could not be better, as where no cash is burnt: it is on the safe side of every
    level. `score`: what is held against the levels, where that is not the value itself.
    """

    day: date
    value: Decimal | None
    gap: Gap | None = None
    reason: str = ""
    score: Decimal | None = None

    @property
    def judged(self) -> Decimal | None:
        """What is held against the levels."""
        return self.value if self.score is None else self.score


class What(StrEnum):
    """What happened to a rule on a day. The last five happen to it from outside: it was changed and its episode goes
    on, or ends with it; late rows would have had a day judged otherwise; or people took it up, or let it go.
    """

    PENDING = "pending"
    CALMED = "calmed"
    OPENED = "opened"
    ESCALATED = "escalated"
    EASED = "eased"
    RESOLVED = "resolved"
    SILENT = "silent"
    HEARD = "heard again"
    CARRIED = "carried over"
    CLOSED = "closed"
    REVISED = "revised"
    ACKNOWLEDGED = "acknowledged"
    RELEASED = "not acknowledged any more"


@dataclass(frozen=True)
class Event:
    """What happened, on which day, at which value and severity, and why in words."""

    what: What
    day: date
    value: Decimal | None
    severity: Severity | None
    reason: str


@dataclass(frozen=True)
class Latch:
    """A level's days in a row beyond its entry, and at or behind its exit; and whether it is set."""

    is_set: bool = False
    beyond: int = 0
    behind: int = 0


@dataclass(frozen=True)
class State:
    """What is known of a rule through a day. `since` and `worst` are of the open episode: its first bad day, and the
    worst value so far.
    """

    latches: tuple[Latch, ...]
    through: date | None = None
    since: date | None = None
    worst: Decimal | None = None
    gap: Gap | None = None

    def severity(self, rule: Rule) -> Severity | None:
        """How bad it is; None where no episode is open."""
        return max(
            (level.severity for level, latch in zip(rule.levels, self.latches, strict=True) if latch.is_set),
            default=None,
        )

    @property
    def is_pending(self) -> bool:
        """Whether it may open an episode on one of the next days."""
        return any(latch.beyond for latch in self.latches) and not any(latch.is_set for latch in self.latches)


def unknown(rule: Rule) -> State:
    """What is known before the first day."""
    return State(tuple(Latch() for _ in rule.levels))


def replay(rule: Rule, state: State, readings: Iterable[Reading]) -> tuple[State, tuple[Event, ...]]:
    """Judge days one after another; those that were judged already are passed over. Raises ValueError at a hole."""
    happened: list[Event] = []
    for reading in readings:
        if state.through is None or reading.day > state.through:
            state, events = evaluate(rule, state, reading)
            happened += events
    return state, tuple(happened)


def evaluate(rule: Rule, state: State, reading: Reading) -> tuple[State, tuple[Event, ...]]:
    """Judge the day after the last one."""
    if state.through is not None and reading.day != state.through + _DAY:
        raise ValueError(f"{reading.day} does not follow {state.through}: a day without a value is a reading, too")
    if reading.gap:
        return _frozen(rule, state, reading)
    heard = (Event(What.HEARD, reading.day, reading.value, state.severity(rule), "there is a value again"),)
    judged, events = _judged(rule, state, reading)
    return judged, (*(heard if state.gap else ()), *events)


def _frozen(rule: Rule, state: State, reading: Reading) -> tuple[State, tuple[Event, ...]]:
    silent = Event(What.SILENT, reading.day, None, state.severity(rule), reading.reason)
    frozen = replace(state, through=reading.day, gap=reading.gap)
    return frozen, () if state.gap else (silent,)


def _judged(rule: Rule, state: State, reading: Reading) -> tuple[State, tuple[Event, ...]]:
    day, value, judged = reading.day, reading.value, reading.judged
    latches = tuple(_moved(rule, level, latch, judged) for level, latch in zip(rule.levels, state.latches, strict=True))
    after = replace(state, latches=latches, through=day, gap=None)
    before, now = state.severity(rule), after.severity(rule)
    after = _of_episode(rule, state, after, reading)
    what = _change(before, now) or _pending_change(state, after)
    reason = reading.reason if value is None or reading.score is not None else _reason(rule, before, now, value)
    return after, (Event(what, day, value, now, reason),) if what else ()


def _moved(rule: Rule, level: Level, latch: Latch, value: Decimal | None) -> Latch:
    beyond = latch.beyond + 1 if _is_beyond(rule, value, level.enter) else 0
    behind = 0 if _is_beyond(rule, value, level.exit) else latch.behind + 1
    is_set = beyond >= rule.for_days or (latch.is_set and behind < rule.for_days)
    return Latch(is_set, min(beyond, rule.for_days), min(behind, rule.for_days))


def _is_beyond(rule: Rule, value: Decimal | None, level: Decimal) -> bool:
    return value is not None and rule.side.is_beyond(value, level)


def _of_episode(rule: Rule, before: State, after: State, reading: Reading) -> State:
    day, value = reading.day, reading.value
    if after.severity(rule) is None and not after.is_pending:
        return replace(after, since=None, worst=None)
    since, worst = (day, value) if before.since is None else (before.since, before.worst)
    # Too much on one day and too little on the next are not better or worse than each other: the last one counts.
    is_worse = worst is None or (reading.score is None and _is_beyond(rule, value, worst))
    is_worse = is_worse or (reading.score is not None and _is_beyond(rule, reading.score, rule.levels[0].enter))
    return replace(after, since=since, worst=value if is_worse else worst)


def _change(before: Severity | None, now: Severity | None) -> What | None:
    if before == now:
        return None
    if before is None:
        return What.OPENED
    if now is None:
        return What.RESOLVED
    return What.ESCALATED if now > before else What.EASED


def _pending_change(before: State, after: State) -> What | None:
    if before.is_pending == after.is_pending:
        return None
    return What.PENDING if after.is_pending else What.CALMED


def _reason(rule: Rule, before: Severity | None, now: Severity | None, value: Decimal) -> str:
    levels = {level.severity: level for level in rule.levels}
    days = "" if rule.for_days == 1 else f" for {rule.for_days} closed days"
    if now is not None and (before is None or now > before):
        return f"{value} is {rule.side} {levels[now].enter}{days}"
    if before is not None and now != before:
        return f"{value} is no longer {rule.side} {levels[before].exit}{days}"
    beyond = [level for level in rule.levels if rule.side.is_beyond(value, level.enter)]
    return (
        f"{value} is {rule.side} {beyond[-1].enter}" if beyond else f"{value} is not {rule.side} {rule.levels[0].enter}"
    )

"""An episode: a rule's bad days from the first to the last, for one part. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from alerts.evaluation import Event, Reading, State, What
from alerts.holding import Hold
from alerts.rules import Severity
from alerts.watching import Watched


@dataclass(frozen=True)
class Episode:
    """One row of what was, or is, bad. `id` is None until it is kept; `outbox_id`: the message that tells of it.

    `value` is of the last day that was judged, `worst` of the worst; None where that day could not be better.
    `ending`: whether it resolved, or was closed from outside; None while it is open. `hold`: who has taken it up.
    """

    key: str
    part: str
    version: str
    metric: str
    severity: Severity
    worst_severity: Severity
    since: date
    opened_on: date
    value: Decimal | None = None
    worst: Decimal | None = None
    ended_on: date | None = None
    ending: What | None = None
    id: int | None = None
    outbox_id: int | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    hold: Hold | None = None
    first_held_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.ending is None


@dataclass(frozen=True)
class Step:
    """One closed day: what was read, what is known since, and what happened."""

    reading: Reading
    state: State
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Course:
    """What happened to one part of a rule: to an episode of it, as it stands afterwards, or (None) to no episode.

    `person`: who brought it about, where somebody did.
    """

    key: str
    part: str
    episode: Episode | None
    events: tuple[Event, ...] = ()
    person: str = ""


def followed(watched: Watched, start: Course, steps: Iterable[Step]) -> tuple[Course, ...]:
    """The episodes that the days go on with, open and end, each with what happened to it."""
    courses = [start]
    for step in steps:
        for event in step.events:
            if event.what is What.OPENED:
                courses.append(replace(start, episode=opened(watched, start.part, event, step.state), events=()))
            courses[-1] = replace(courses[-1], events=(*courses[-1].events, event))
            if event.what is What.RESOLVED:
                courses[-1] = ended(courses[-1], event)
                courses.append(replace(start, episode=None, events=()))
        courses[-1] = grown(watched, courses[-1], step.state, step.reading.value)
    return tuple(each for each in courses if each.events or each.episode)


def opened(watched: Watched, part: str, event: Event, state: State) -> Episode:
    """A new episode, as bad as the event says."""
    severity = event.severity or Severity.WARNING
    return Episode(
        key=watched.key,
        part=part,
        version=watched.version,
        metric=watched.metric,
        severity=severity,
        worst_severity=severity,
        since=state.since or event.day,
        opened_on=event.day,
        value=event.value,
        worst=state.worst,
    )


def grown(watched: Watched, course: Course, state: State, value: Decimal | None) -> Course:
    """The open episode after another day; a day without a value changes nothing."""
    episode, severity = course.episode, state.severity(watched.rule)
    if episode is None or severity is None:
        return course
    after = replace(
        episode,
        version=watched.version,
        severity=severity,
        worst_severity=max(severity, episode.worst_severity),
        value=episode.value if state.gap else value,
        worst=state.worst if watched.is_unusual else _worse(watched, episode.worst, state.worst),
    )
    return replace(course, episode=after)


def ended(course: Course, event: Event) -> Course:
    """The episode is over, on the event's day and for its reason."""
    if course.episode is None:
        return course
    return replace(course, episode=replace(course.episode, value=event.value, ended_on=event.day, ending=event.what))


def _worse(watched: Watched, one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return other if watched.rule.side.is_beyond(other, one) else one

"""What a rule would have done: its last closed days replayed, before anybody is told of anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from alerts.developing import Ask, Days, steps_of
from alerts.episodes import Course, Episode, followed
from alerts.evaluation import Reading, unknown
from alerts.watching import Watched

DAYS = 90
# An episode that begins so soon after the last one is the same trouble told twice.
FLAP = timedelta(days=7)


@dataclass(frozen=True)
class Trial:
    """The episodes of each part over the replayed days, the earliest first; the last may be open. And what the days
    were judged by.
    """

    first: date
    last: date
    episodes: Mapping[str, tuple[Episode, ...]]
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Episode, ...]:
        """Of all parts, by when they opened."""
        found = (episode for of_part in self.episodes.values() for episode in of_part)
        return tuple(sorted(found, key=lambda each: (each.opened_on, each.part)))

    @property
    def flaps(self) -> int:
        """How many episodes began within a week of the one before."""
        runs = (pairwise(of_part) for of_part in self.episodes.values())
        pairs = ((before, after) for run in runs for before, after in run)
        return sum(before.ended_on is not None and after.since - before.ended_on < FLAP for before, after in pairs)


def trial(watched: Watched, ask: Ask) -> Trial | None:
    """Replay a rule over the last 90 closed days; None where no day is closed."""
    days = Days(watched, ask)
    if days.newest is None:
        return None
    before = days.newest - timedelta(days=DAYS)
    readings = {part: tuple(days.readings(part, before)) for part in sorted(days.parts())}
    episodes = {part: _episodes(watched, part, of_part) for part, of_part in readings.items()}
    return Trial(before + timedelta(days=1), days.newest, episodes, readings)


def _episodes(watched: Watched, part: str, readings: Sequence[Reading]) -> tuple[Episode, ...]:
    steps = steps_of(watched, unknown(watched.rule), list(readings))
    courses = followed(watched, Course(watched.key, part, None), steps)
    return tuple(course.episode for course in courses if course.episode)

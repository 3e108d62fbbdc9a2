"""A rule, what is known of it, and the newest closed days: what is known now, and what came of it. Pure but for the
questions that it asks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from alerts.episodes import Course, Episode, Step, ended, followed, grown, opened
from alerts.evaluation import Event, Gap, Reading, State, What, evaluate, unknown
from alerts.readings import readings_of, unusual_readings
from alerts.rules import Severity
from alerts.watching import Watched
from metrics.answer import Answer
from metrics.question import Question

# What a rule is taken to have known when it begins to be watched.
DAYS_BEFORE = 30
_DAY = timedelta(days=1)
Ask = Callable[[Question], Answer]


@dataclass(frozen=True)
class Known:
    """What is kept of one part of a rule: through which day, what was known before that day, and the day's value and
    severity as they were last read, from which snapshot.
    """

    version: str
    state: State
    before: State
    value: Decimal | None
    verdict: Severity | None
    snapshot: int


@dataclass(frozen=True)
class Development:
    """One part of a rule after a look: what is known now, and what happened."""

    part: str
    known: Known
    courses: tuple[Course, ...] = ()


@dataclass
class Days:
    """The readings of a rule's closed days, each asked for once."""

    watched: Watched
    ask: Ask
    newest: date | None = field(init=False)
    _read: dict[date, dict[str, Reading]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        answer = self.ask(self.watched.question())
        self.newest = answer.freshness.through if answer.freshness else None
        if self.newest:
            self._read = self._readings(answer, self.newest)

    def parts(self) -> frozenset[str]:
        """The parts that the newest day has."""
        return frozenset(self._of(self.newest)) if self.newest else frozenset()

    def reading(self, part: str, day: date) -> Reading:
        """One part's day; of a part that it does not have, that there is nothing."""
        return self._of(day).get(part) or Reading(day, None, Gap.NO_DATA, "there are no rows of it")

    def readings(self, part: str, after: date) -> list[Reading]:
        """The closed days after one."""
        days = range(1, (self.newest - after).days + 1) if self.newest else range(0)
        return [self.reading(part, after + timedelta(days=number)) for number in days]

    def _of(self, day: date) -> dict[str, Reading]:
        if day not in self._read:
            self._read |= self._readings(self.ask(self.watched.question(day)), day)
        return self._read[day]

    def _readings(self, answer: Answer, day: date) -> dict[date, dict[str, Reading]]:
        """The day's, and those of earlier days that the answer tells as well."""
        if self.watched.is_unusual:
            return unusual_readings(answer, day)
        return {day: readings_of(answer, day, by=self.watched.by, minimum=self.watched.minimum)}


@dataclass(frozen=True)
class Looking:
    """One look at a rule: its days, from which snapshot they were read, and what was known."""

    days: Days
    snapshot: int
    known: Mapping[str, Known]
    open: Mapping[str, Episode]

    @property
    def watched(self) -> Watched:
        return self.days.watched

    def developments(self) -> Iterator[Development]:
        """Each part of the rule that is known, or that the newest day has. Nothing where no day is closed."""
        if self.days.newest is None:
            return
        for part in sorted(self.days.parts() | self.known.keys()):
            known = self.known.get(part)
            course = Course(self.watched.key, part, self.open.get(part))
            if known is None or known.version != self.watched.version:
                yield self._begun(course, self.days.newest)
            elif known.state.through is not None and known.state.through < self.days.newest:
                yield self._gone_on(course, known, known.state.through)
            else:
                yield self._reread(course, known)

    def _begun(self, course: Course, newest: date) -> Development:
        """Begin with what the last thirty days leave. Of these days nobody is told, but of how it stands now."""
        rule = self.watched.rule
        steps = steps_of(self.watched, unknown(rule), self.days.readings(course.part, newest - DAYS_BEFORE * _DAY))
        known = self._known(steps, unknown(rule))
        return Development(course.part, known, _standing(self.watched, course, known.state, steps[-1].reading))

    def _gone_on(self, course: Course, known: Known, through: date) -> Development:
        revised = self._reread(course, known)
        steps = steps_of(self.watched, known.state, self.days.readings(course.part, through))
        start = replace(course, events=tuple(event for each in revised.courses for event in each.events))
        return Development(course.part, self._known(steps, known.state), followed(self.watched, start, steps))

    def _reread(self, course: Course, known: Known) -> Development:
        """Late rows may change the last day that was judged. The next closed day decides; that it would have been
        judged otherwise is told.
        """
        through = known.state.through
        if known.snapshot == self.snapshot or through is None:
            return Development(course.part, known)
        reading = self.days.reading(course.part, through)
        if reading.gap or reading.value == known.value:
            return Development(course.part, replace(known, snapshot=self.snapshot))
        state, _ = evaluate(self.watched.rule, known.before, reading)
        verdict = state.severity(self.watched.rule)
        again = replace(known, value=reading.value, verdict=verdict, snapshot=self.snapshot)
        if verdict == known.verdict:
            return Development(course.part, again)
        event = Event(What.REVISED, through, reading.value, verdict, f"it was {known.value} before late rows came")
        return Development(course.part, again, (replace(course, events=(event,)),))

    def _known(self, steps: list[Step], start: State) -> Known:
        before = steps[-2].state if len(steps) > 1 else start
        last, rule = steps[-1], self.watched.rule
        value, severity = last.reading.value, last.state.severity(rule)
        return Known(self.watched.version, last.state, before, value, severity, self.snapshot)


def steps_of(watched: Watched, state: State, readings: list[Reading]) -> list[Step]:
    """Judge days one after another."""
    steps = []
    for reading in readings:
        state, events = evaluate(watched.rule, state, reading)
        steps.append(Step(reading, state, events))
    return steps


def _standing(watched: Watched, course: Course, state: State, last: Reading) -> tuple[Course, ...]:
    """How a rule stands that is new or was changed: an episode begins, or goes on under the new rule, or ends by it."""
    severity = state.severity(watched.rule)
    if course.episode is None:
        if severity is None:
            return ()
        event = Event(What.OPENED, last.day, last.value, severity, "it was so already when the watching began")
        return (replace(course, episode=opened(watched, course.part, event, state), events=(event,)),)
    changed = replace(course, person=watched.changed_by)
    if severity is None:
        event = Event(What.CLOSED, last.day, last.value, None, "the rule was changed, and by the new one it is not bad")
        return (ended(replace(changed, events=(event,)), event),)
    event = Event(What.CARRIED, last.day, last.value, severity, "the rule was changed")
    return (grown(watched, replace(changed, events=(event,)), state, last.value),)

"""What a rule would have done, as a picture: each replayed day's value, the levels, and when an episode opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from alerts.developing import Ask
from alerts.episodes import Episode
from alerts.evaluation import Reading
from alerts.readings import WHOLE
from alerts.rules import Severity
from alerts.trials import Trial
from alerts.watching import Watched
from bot.drawing import alt_of
from bot.exhibits import is_drawable
from bot.views.alert_words import NAMES
from bot.views.blocks import picture
from bot.views.message import Message
from metrics.answer import Annotation, Answer, ChartKind, Levels, Point, Status
from metrics.periods import Between, Trailing

_MARK = "an alert opens"


@dataclass(frozen=True)
class IllustratedTrial:
    """What is said of a trial, with its picture; `messages` has it in ever plainer clothes, the best first."""

    said: Message
    drawing: Answer | None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        """With the picture below the title, where there is one."""
        if file_id is None or self.drawing is None:
            return (self.said,)
        title, *rest = self.said.blocks
        blocks = (title, picture(file_id, alt_of(self.drawing)), *rest)
        return (replace(self.said, blocks=blocks, shows_picture=True), self.said)


def illustrated(said: Message, watched: Watched, tried: Trial, ask: Ask) -> IllustratedTrial:
    """What is said of a trial, with the picture of its days."""
    drawn = trial_answer(watched, tried, ask)
    return IllustratedTrial(said, drawn if is_drawable(drawn) else None)


def trial_answer(watched: Watched, tried: Trial, ask: Ask) -> Answer:
    """The rule's number, whose points are the values that the replayed days were judged by."""
    days = Between(tried.first, tried.last)
    question = watched.question()
    answer = ask(replace(question, period=days) if watched.is_unusual else question)
    drawn = replace(
        answer,
        chart=ChartKind.LINE,
        annotations=_marks(tried.all),
        previous_series=(),
    )
    return drawn if watched.is_unusual else _judged(drawn, watched, tried.readings)


def _judged(answer: Answer, watched: Watched, readings: Mapping[str, tuple[Reading, ...]]) -> Answer:
    """A point of a day is of as many days as the rule's number."""
    parts = (replace(each, series=_points(readings.get(each.name, ()))) for each in answer.breakdown)
    levels = {each.severity: each.enter for each in watched.rule.levels}
    return replace(
        answer,
        series=_points(readings.get(WHOLE) or next(iter(readings.values()), ())),
        breakdown=tuple(parts) if watched.by else (),
        levels=Levels(levels.get(Severity.WARNING), levels.get(Severity.CRITICAL)),
        status=Status.NONE,
        trailing_days=watched.period.days if isinstance(watched.period, Trailing) else None,
    )


def _points(readings: Iterable[Reading]) -> tuple[Point, ...]:
    return tuple(Point(each.day, each.value) for each in readings)


def _marks(episodes: Iterable[Episode]) -> tuple[Annotation, ...]:
    """Where each opened; of which part, where it is one."""
    names = ((each, NAMES[each.severity]) for each in episodes)
    return tuple(
        Annotation(each.opened_on, f"{each.part}: {name}" if each.part else name, _MARK) for each, name in names
    )

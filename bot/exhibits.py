"""What can be shown, and how each is looked up, drawn and written: a number, what moved it, a page."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.attribution_pages import is_attribution, rule_of
from bot.drawing import Drawing
from bot.experiment_pages import asked_of, is_of_experiments
from bot.shown import Face, Page, Showable, Shown, View, drawn_as
from bot.views.answer import answer_messages
from bot.views.attribution import attribution_messages
from bot.views.dashboard import dashboard_messages
from bot.views.experiments import experiments_messages
from bot.views.explanation import explanation_messages
from bot.views.message import Message
from bot.views.outlook import outlook_messages
from bot.views.why import why_messages
from metrics.answer import Answer, Dashboard
from metrics.as_of import UnknownSnapshotError
from metrics.attribution.rules import Rule
from metrics.catalogue.dashboards import find_dashboard
from metrics.dashboard import Layout
from metrics.engine import AsOf
from metrics.experiments.pages import Asked
from metrics.periods import PeriodSpec
from metrics.question import Question
from metrics.since import Since

_SNAPSHOT_IS_GONE = "The snapshot of this message is not kept any more: this explains the newest number."


class Answers(Protocol):
    """What answers: bot.answering.Answering. Both block."""

    def answer(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The answer to a question, from the newest snapshot or an older one."""

    def ahead(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The outlook for as many days as the question's period is long."""

    def why(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The number with what moved it since the period before."""

    def since(self, question: Question, then: Answer) -> Since | None:
        """How an older answer stands by now, and why."""

    def dashboard(
        self, layout: Layout, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """The page of a layout, over its own periods or the asked one."""

    def attribution(
        self, rule: Rule | None, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """Which channels brought the new customers of a period, under one rule or under each of them."""

    def experiments(self, asked: Asked, as_of: AsOf | None = None) -> Dashboard:
        """A page of experiments."""


class Found(Protocol):
    """What was looked up, ready to be shown."""

    @property
    def drawing(self) -> Drawing | None:
        """What its picture is of; None where there is nothing to draw."""

    @property
    def content(self) -> Drawing:
        """The numbers."""

    @property
    def outcome(self) -> str:
        """What happened, for the log, where no picture was wanted."""

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        """It in ever plainer clothes, the best first, with its picture where there is one."""


@dataclass(frozen=True)
class FoundAnswer:
    """A number."""

    shown: Shown
    content: Answer

    @property
    def outcome(self) -> str:
        return "answered as table" if self.shown.view is View.TABLE else "answered without picture"

    @property
    def drawing(self) -> Answer | None:
        return self.content if self.shown.view is not View.TABLE and is_drawable(self.content) else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return answer_messages(self.shown, self.content, file_id)


@dataclass(frozen=True)
class FoundExplanation:
    """How a number came about."""

    shown: Shown
    content: Answer
    since: Since | None = None
    outcome: str = "explained"
    drawing: None = None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:  # noqa: ARG002  # it is words alone
        return explanation_messages(self.shown, self.content, self.since)


@dataclass(frozen=True)
class FoundOutlook:
    """What the days to come may bring."""

    shown: Shown
    content: Answer
    outcome: str = "answered without picture"

    @property
    def drawing(self) -> Answer | None:
        return self.content if self.content.outlook else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return outlook_messages(self.shown, self.content, file_id)


@dataclass(frozen=True)
class FoundReasons:
    """What moved a number."""

    shown: Shown
    content: Answer
    outcome: str = "answered without picture"

    @property
    def drawing(self) -> Answer | None:
        return self.content if self.content.why else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return why_messages(self.shown, self.content, file_id)


@dataclass(frozen=True)
class FoundPage:
    """A dashboard."""

    page: Page
    content: Dashboard
    outcome: str = "answered without picture"

    @property
    def drawing(self) -> Dashboard | None:
        return self.content if is_drawable(self.content) else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return dashboard_messages(self.page, self.content, file_id)


@dataclass(frozen=True)
class FoundAttribution(FoundPage):
    """A page of what each channel is credited with."""

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return attribution_messages(self.page, self.content, file_id)


@dataclass(frozen=True)
class FoundExperiments(FoundPage):
    """A page of experiments."""

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return experiments_messages(self.page, self.content, file_id)


def look_up(shown: Showable, answers: Answers, until: date | None = None, as_of: AsOf | None = None) -> Found:
    """What is to be shown, with its numbers. It blocks.

    `until`: the latest day that may count; `as_of`: the snapshot to answer from.
    """
    if isinstance(shown, Page):
        return found_for(shown, _page(shown, answers, until, as_of))
    question = replace(shown.question, as_of=until or shown.question.as_of)
    match shown.face:
        case Face.EXPLANATION:
            return _explained(shown, question, answers, as_of or shown.as_of)
        case Face.OUTLOOK:
            return FoundOutlook(shown, answers.ahead(question, as_of))
        case Face.WHY:
            return FoundReasons(shown, answers.why(question, as_of))
        case Face.ANSWER:
            return found_for(shown, drawn_as(answers.answer(question, as_of), shown.view))


def _page(shown: Page, answers: Answers, until: date | None, as_of: AsOf | None) -> Dashboard:
    if is_of_experiments(shown):
        return answers.experiments(asked_of(shown, until), as_of)
    if is_attribution(shown):
        return answers.attribution(rule_of(shown), shown.period, until, as_of)
    layout = find_dashboard(shown.name)
    if layout is None:
        raise ValueError(f"There is no dashboard {shown.name!r}.")
    return answers.dashboard(layout, shown.period, until, as_of)


def _explained(shown: Shown, question: Question, answers: Answers, as_of: AsOf | None) -> FoundExplanation:
    """From the snapshot that the number was shown from, with what came since; from the newest, where that is gone."""
    try:
        answer = answers.answer(question, as_of)
    except UnknownSnapshotError:
        newest = answers.answer(question)
        return FoundExplanation(shown, replace(newest, notes=(_SNAPSHOT_IS_GONE, *newest.notes)))
    return FoundExplanation(shown, answer, answers.since(question, answer) if as_of else None)


def found_for(shown: Showable, content: Drawing) -> Found:
    """These numbers, to be shown as that."""
    match shown, content:
        case Page(), Dashboard() if is_of_experiments(shown):
            return FoundExperiments(shown, content)
        case Page(), Dashboard() if is_attribution(shown):
            return FoundAttribution(shown, content)
        case Page(), Dashboard():
            return FoundPage(shown, content)
        case Shown(), Answer():
            return _of_face(shown, content)
    raise TypeError(f"{type(content).__name__} is not what {type(shown).__name__} shows.")


def is_drawable(content: Drawing) -> bool:
    """Whether there is anything in a number, or in one of a page's, to draw."""
    if isinstance(content, Answer):
        return has_picture(content)
    return any(has_picture(each) for row in (content.headlines, *content.rows) for each in row)


def _of_face(shown: Shown, content: Answer) -> Found:
    match shown.face:
        case Face.EXPLANATION:
            return FoundExplanation(shown, content)
        case Face.OUTLOOK:
            return FoundOutlook(shown, content)
        case Face.WHY:
            return FoundReasons(shown, content)
        case Face.ANSWER:
            return FoundAnswer(shown, content)


def has_picture(answer: Answer) -> bool:
    """Whether there is anything in it to draw."""
    points = (*answer.series, *(point for part in answer.breakdown for point in part.series))
    return answer.value is not None or any(point.value is not None for point in points)

"""What can be shown, and how each kind is looked up, drawn and written: a number, its explanation, a page."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.drawing import Drawing
from bot.shown import Face, Page, Showable, Shown, View, drawn_as
from bot.views.answer import answer_messages
from bot.views.dashboard import dashboard_messages
from bot.views.explanation import explanation_messages
from bot.views.message import Message
from metrics.answer import Answer, Dashboard
from metrics.catalogue.dashboards import find_dashboard
from metrics.dashboard import Layout
from metrics.periods import PeriodSpec
from metrics.question import Question


class Answers(Protocol):
    """What answers: bot.answering.Answering. Both block."""

    def answer(self, question: Question) -> Answer:
        """The answer to a question."""

    def dashboard(self, layout: Layout, period: PeriodSpec | None, as_of: date | None = None) -> Dashboard:
        """The page of a layout, over its own periods or the asked one."""


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
        return self.content if self.shown.view is not View.TABLE and has_picture(self.content) else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return answer_messages(self.shown, self.content, file_id)


@dataclass(frozen=True)
class FoundExplanation:
    """How a number came about."""

    shown: Shown
    content: Answer
    outcome: str = "explained"
    drawing: None = None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:  # noqa: ARG002  # it is words alone
        return explanation_messages(self.shown, self.content)


@dataclass(frozen=True)
class FoundPage:
    """A dashboard."""

    page: Page
    content: Dashboard
    outcome: str = "answered without picture"

    @property
    def drawing(self) -> Dashboard | None:
        panels = (*self.content.headlines, *(each for row in self.content.rows for each in row))
        return self.content if any(has_picture(each) for each in panels) else None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        return dashboard_messages(self.page, self.content, file_id)


def look_up(shown: Showable, answers: Answers, as_of: date | None = None) -> Found:
    """What is to be shown, with its numbers; `as_of`: the latest day that may count. It blocks."""
    if isinstance(shown, Page):
        layout = find_dashboard(shown.name)
        if layout is None:
            raise ValueError(f"There is no dashboard {shown.name!r}.")
        return FoundPage(shown, answers.dashboard(layout, shown.period, as_of))
    answer = drawn_as(answers.answer(replace(shown.question, as_of=as_of)), shown.view)
    return FoundExplanation(shown, answer) if shown.face is Face.EXPLANATION else FoundAnswer(shown, answer)


def has_picture(answer: Answer) -> bool:
    """Whether there is anything in it to draw."""
    points = (*answer.series, *(point for part in answer.breakdown for point in part.series))
    return answer.value is not None or any(point.value is not None for point in points)

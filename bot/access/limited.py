"""Answers as somebody may see them: what they may not see is withheld, with whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.access.policy import Sight
from bot.exhibits import Answers
from metrics.answer import Absence, Answer, Dashboard
from metrics.attribution.base import NAME as ATTRIBUTION
from metrics.attribution.rules import Rule
from metrics.dashboard import Layout
from metrics.engine import AsOf
from metrics.experiments.pages import LIST as EXPERIMENTS
from metrics.experiments.pages import Asked
from metrics.periods import PeriodSpec
from metrics.question import Question
from metrics.since import Since


@dataclass(frozen=True)
class LimitedAnswers:
    """As `answers`, but for what is not for these eyes. It blocks, as they do."""

    answers: Answers
    sight: Sight

    def answer(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The number, or that it is kept."""
        return self._shown(self.answers.answer(question, as_of))

    def ahead(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """The outlook, or that it is kept."""
        return self._shown(self.answers.ahead(question, as_of))

    def why(self, question: Question, as_of: AsOf | None = None) -> Answer:
        """What moved the number, or that it is kept."""
        return self._shown(self.answers.why(question, as_of))

    def since(self, question: Question, then: Answer) -> Since | None:
        """How an older number stands by now; nothing of one that is kept."""
        return self.answers.since(question, then) if self.sight.sees(question.metric) else None

    def dashboard(
        self, layout: Layout, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """The page, with those of its numbers withheld that are kept."""
        return limited_page(self.answers.dashboard(layout, period, until, as_of), self.sight)

    def attribution(
        self, rule: Rule | None, period: PeriodSpec | None, until: date | None = None, as_of: AsOf | None = None
    ) -> Dashboard:
        """The page, all of it or nothing."""
        return self._whole(self.answers.attribution(rule, period, until, as_of), ATTRIBUTION)

    def experiments(self, asked: Asked, as_of: AsOf | None = None) -> Dashboard:
        """The page, all of it or nothing."""
        return self._whole(self.answers.experiments(asked, as_of), EXPERIMENTS)

    def _shown(self, answer: Answer) -> Answer:
        return answer if self.sight.sees(answer.metric) else withheld(answer, self.sight)

    def _whole(self, page: Dashboard, topic: str) -> Dashboard:
        if self.sight.sees(topic):
            return page
        note = f"It is {kept_for(topic, self.sight)}."
        return replace(page, headlines=(), rows=(), experiments=(), notes=(note,))


def limited_page(page: Dashboard, sight: Sight) -> Dashboard:
    """A page with those of its numbers withheld that are kept."""
    return replace(
        page,
        headlines=_row(page.headlines, sight),
        rows=tuple(_row(row, sight) for row in page.rows),
        experiments=page.experiments if sight.sees(EXPERIMENTS) else (),
    )


def withheld(answer: Answer, sight: Sight) -> Answer:
    """What may be said of a number that is kept: what it is called, and whose it is. Built from nothing else."""
    return Answer(
        metric=answer.metric,
        title=answer.title,
        unit=answer.unit,
        currency=answer.currency,
        direction=answer.direction,
        chart=answer.chart,
        definition=answer.definition,
        doc=answer.doc,
        period=answer.period,
        period_words=answer.period_words,
        value=None,
        reason=kept_for(answer.metric, sight),
        absence=Absence.KEPT,
        grain=answer.grain,
        dimension=answer.dimension,
        freshness=answer.freshness,
        snapshot=answer.snapshot,
    )


def kept_for(topic: str, sight: Sight) -> str:
    """Whose it is, as the end of a sentence."""
    names = " and ".join(group.name for group in sight.policy.keeping(topic))
    return f"only for the group {names}" if names else "not for guests"


def _row(answers: Sequence[Answer], sight: Sight) -> tuple[Answer, ...]:
    return tuple(each if sight.sees(each.metric) else withheld(each, sight) for each in answers)

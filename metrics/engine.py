"""Question -> Answer. The one place where a number is computed for a person; every surface shows what it gives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from metrics.answer import Answer, Dashboard
from metrics.answerer import Answerer, Published
from metrics.catalogue.assumed import catalogue_under
from metrics.dashboard import Layout, PageDays, arranged
from metrics.metric import Metric
from metrics.question import Question
from metrics.reading import TableReader, read_snapshot, read_sources
from store.assumptions import Assumptions
from store.database import Database

# Every metric as the field has it.
DEFAULT_CATALOGUE = catalogue_under(Assumptions())


class UnknownMetricError(ValueError):
    """The question names a metric that the catalogue does not have."""


@dataclass(frozen=True)
class CompanyView:
    """Whose numbers are asked, and when: `now` is aware of its zone, `zone` is that of the company's calendar.

    `catalogue`: what each metric means to the company.
    """

    database: Database
    zone: str
    currency: str
    now: datetime
    catalogue: Mapping[str, Metric] = field(default_factory=lambda: DEFAULT_CATALOGUE)


def answer_question(question: Question, view: CompanyView) -> Answer:
    """The answer, from one snapshot of one company.

    A number that can't be had is an Answer with a reason. Raises UnknownMetricError for a name that is no metric.
    """
    with _published(view) as published:
        return _answer(question, view, published)


def answer_dashboard(layout: Layout, days: PageDays, view: CompanyView) -> Dashboard:
    """All answers of a page, from one snapshot, each over the days that it is best seen over, or over the asked ones.

    Raises UnknownMetricError where the layout names what is no metric.
    """
    with _published(view) as published:
        return arranged(layout, days, lambda question: _answer(question, view, published))


def _answer(question: Question, view: CompanyView, published: Published) -> Answer:
    metric = view.catalogue.get(question.metric)
    if metric is None:
        raise UnknownMetricError(f"There is no metric {question.metric!r}.")
    return Answerer(metric, question, published).answer()


@contextmanager
def _published(view: CompanyView) -> Iterator[Published]:
    local_now = view.now.astimezone(ZoneInfo(view.zone))
    with view.database.read() as connection:
        sources, snapshot = read_sources(connection), read_snapshot(connection, local_now.tzinfo)
        yield Published(TableReader(connection), sources, snapshot, local_now.date(), view.currency)

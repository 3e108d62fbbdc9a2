"""Question -> Answer. The one place where a number is computed for a person; every surface shows what it gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from metrics.answer import Answer, Dashboard
from metrics.answerer import Answerer, Published
from metrics.catalogue import find_metric
from metrics.dashboard import Layout, PageDays, arranged
from metrics.question import Question
from metrics.reading import TableReader, read_snapshot, read_sources
from store.database import Database


class UnknownMetricError(ValueError):
    """The question names a metric that the catalogue does not have."""


def answer_question(question: Question, database: Database, *, zone: str, currency: str, now: datetime) -> Answer:
    """The answer as of `now` (aware of its zone), in the company's calendar `zone`, from one snapshot of one company.

    A number that can't be had is an Answer with a reason. Raises UnknownMetricError for a name that is no metric.
    """
    with _published(database, zone, currency, now) as published:
        return _answer(question, published)


def answer_dashboard(
    layout: Layout, days: PageDays, database: Database, *, zone: str, currency: str, now: datetime
) -> Dashboard:
    """All answers of a page, from one snapshot, each over the days that it is best seen over, or over the asked ones.

    Raises UnknownMetricError where the layout names what is no metric.
    """
    with _published(database, zone, currency, now) as published:
        return arranged(layout, days, lambda question: _answer(question, published))


def _answer(question: Question, published: Published) -> Answer:
    metric = find_metric(question.metric)
    if metric is None:
        raise UnknownMetricError(f"There is no metric {question.metric!r}.")
    return Answerer(metric, question, published).answer()


@contextmanager
def _published(database: Database, zone: str, currency: str, now: datetime) -> Iterator[Published]:
    local_now = now.astimezone(ZoneInfo(zone))
    with database.read() as connection:
        sources, snapshot = read_sources(connection), read_snapshot(connection, local_now.tzinfo)
        yield Published(TableReader(connection), sources, snapshot, local_now.date(), currency)

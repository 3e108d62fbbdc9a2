"""Question -> Answer. The one place where a number is computed for a person; every surface shows what it gives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from metrics.answer import Answer, Dashboard, Snapshot
from metrics.answerer import Answerer, Published
from metrics.as_of import Relations, check_kept
from metrics.attribution.answering import attribution_page
from metrics.attribution.rules import Rule
from metrics.catalogue.assumed import catalogue_under
from metrics.dashboard import Layout, PageDays, arranged
from metrics.experiments.pages import Asked, experiments_page, with_experiments
from metrics.forecasting.page import with_forecasts, without_forecasts
from metrics.holiday_calendar import holidays_of
from metrics.metric import Metric
from metrics.outlook.answering import answer_outlook
from metrics.periods import Between
from metrics.question import Question
from metrics.reading import TableReader, read_snapshot, read_sources
from metrics.since import Since, Snapshots, read_folded, read_rebuilt
from metrics.why.answering import answer_why
from store.assumptions import Assumptions
from store.database import Database

# Every metric as the field has it.
DEFAULT_CATALOGUE = catalogue_under(Assumptions())


class UnknownMetricError(ValueError):
    """The question names a metric that the catalogue does not have."""


@dataclass(frozen=True)
class AsOf:
    """A snapshot to answer from, as one would have at a moment; without one, at that of its publishing."""

    snapshot: int
    moment: datetime | None = None


@dataclass(frozen=True)
class CompanyView:
    """Whose numbers are asked, and when: `now` is aware of its zone, `zone` is that of the company's calendar.

    `catalogue`: what each metric means to the company. `as_of`: where not the newest snapshot is to answer.
    `holidays`: the country (and region) whose holidays the company keeps, as in metrics.holiday_calendar.
    """

    database: Database
    zone: str
    currency: str
    now: datetime
    catalogue: Mapping[str, Metric] = field(default_factory=lambda: DEFAULT_CATALOGUE)
    as_of: AsOf | None = None
    holidays: str = ""


def answer_question(question: Question, view: CompanyView) -> Answer:
    """The answer, from one snapshot of one company.

    A number that can't be had is an Answer with a reason. Raises UnknownMetricError for a name that is no metric, and
    UnknownSnapshotError (metrics.as_of) for a snapshot that is not kept.
    """
    with _published(view) as published:
        return _answer(question, view, published)


def answer_ahead(question: Question, view: CompanyView) -> Answer:
    """The outlook for as many days as the question's period is long, from one snapshot. Raises as `answer_question`."""
    with _published(view) as published:
        return answer_outlook(_metric(question, view), question, published)


def answer_reasons(question: Question, view: CompanyView) -> Answer:
    """The number with what moved it, from one snapshot. Raises as `answer_question`."""
    with _published(view) as published:
        return answer_why(_metric(question, view), question, published)


def answer_dashboard(layout: Layout, days: PageDays, view: CompanyView) -> Dashboard:
    """All answers of a page, from one snapshot, each over the days that it is best seen over, or over the asked ones.

    Raises UnknownMetricError where the layout names what is no metric.
    """
    with _published(view) as published:
        whole = with_forecasts(layout, published.planned)
        if not whole.panels:
            return without_forecasts(layout, published.today, published.snapshot)
        page = arranged(whole, days, lambda question: _answer(question, view, published))
        return with_experiments(page, published, days.as_of) if layout.has_experiments else page


def answer_attribution(question: Question, rule: Rule | None, view: CompanyView) -> Dashboard:
    """Which channels brought the new customers of the question's days, under one rule or under each of them."""
    with _published(view) as published:
        return attribution_page(question, rule, published)


def answer_experiments(asked: Asked, view: CompanyView) -> Dashboard:
    """A page of experiments, from one snapshot."""
    with _published(view) as published:
        return experiments_page(asked, published)


@dataclass(frozen=True)
class OneSnapshot:
    """What one transaction sees of a company: however much is asked, all of it is of one snapshot, and never old."""

    view: CompanyView
    published: Published

    def ask(self, question: Question) -> Answer:
        """The answer; as `answer_question` gives it."""
        return _answer(question, self.view, self.published)

    def why(self, question: Question) -> Answer:
        """The number with what moved it; as `answer_reasons` gives it."""
        return answer_why(_metric(question, self.view), question, self.published)


@contextmanager
def one_snapshot(view: CompanyView) -> Iterator[OneSnapshot]:
    """Ask as many questions as one likes, for as long as the block runs."""
    with _published(view) as published:
        yield OneSnapshot(view, published)


def what_came_since(question: Question, then: Answer, view: CompanyView) -> Since | None:
    """How an answer of an older snapshot stands by now, over the same days, and what was folded in since.

    None where it came from no snapshot, or is not in the catalogue any more.
    """
    metric = view.catalogue.get(question.metric)
    if then.snapshot is None or metric is None:
        return None
    same_days = replace(question, period=Between(then.period.start, then.period.end), as_of=None)
    now = answer_question(same_days, replace(view, as_of=None))
    newest = now.snapshot.id if now.snapshot else then.snapshot.id
    between, sources = Snapshots(then.snapshot.id, newest), metric.expression.sources()
    with view.database.read() as connection:
        folded = read_folded(connection, between, sources, then.period.end)
        return Since(now, folded, read_rebuilt(connection, between))


def _answer(question: Question, view: CompanyView, published: Published) -> Answer:
    return Answerer(_metric(question, view), question, published).answer()


def _metric(question: Question, view: CompanyView) -> Metric:
    metric = view.catalogue.get(question.metric)
    if metric is None:
        raise UnknownMetricError(f"There is no metric {question.metric!r}.")
    return metric


@contextmanager
def _published(view: CompanyView) -> Iterator[Published]:
    zone = ZoneInfo(view.zone)
    with view.database.read() as connection:
        if view.as_of:
            check_kept(connection, view.as_of.snapshot)
        relations = Relations(view.as_of.snapshot if view.as_of else None)
        sources, snapshot = read_sources(connection, relations), read_snapshot(connection, zone, relations.snapshot)
        today = _moment(view, snapshot).astimezone(zone).date()
        reader = TableReader(connection, relations)
        yield Published(reader, sources, snapshot, today, view.currency, holidays_of(view.holidays), reader.planned())


def _moment(view: CompanyView, snapshot: Snapshot | None) -> datetime:
    """When it is: now, or when the snapshot that is asked was the newest."""
    if view.as_of is None or snapshot is None:
        return view.now
    return view.as_of.moment or snapshot.published_at
